using CardSwitch.Journal;
using CardSwitch.Simulation.Records;

namespace CardSwitch.Tests.Journal;

public sealed class MemoryJournalTests
{
    private readonly MemoryJournal journal = new();

    [Fact]
    public void Records_are_read_as_they_were_appended_over_many_chunks()
    {
        for (int run = 0; run < 2; run++)
        {
            for (int number = 1; number <= 40_000; number++) journal.Append(number, Record(number));
            journal.Append(40_001, new byte[RecordLayout.MaxLength]);
            Assert.Equal(40_001, journal.Last);
            for (int number = 1; number <= 40_000; number++) Assert.True(journal[number].SequenceEqual(Record(number)));
            Assert.Equal(RecordLayout.MaxLength, journal[40_001].Length);
            journal.Clear();
            Assert.Equal((0L, 0L, 0UL), (journal.Last, journal.Durable, journal.Hash));
        }
    }

    [Fact]
    public void A_record_out_of_turn_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => journal.Append(2, Record(2)));
        journal.Append(1, Record(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => journal.Append(1, Record(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => journal[2].Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => journal.MarkDurable(2));
    }

    [Fact]
    public void A_crash_leaves_what_is_durable()
    {
        Fill(10);
        journal.MarkDurable(7);
        journal.MarkDurable(3);
        Assert.Equal(7, journal.Durable);
        journal.Crash();
        Assert.Equal((7L, 7L), (journal.Last, journal.Durable));
        journal.Append(8, Record(99));
        Assert.True(journal[7].SequenceEqual(Record(7)));
        Assert.True(journal[8].SequenceEqual(Record(99)));
    }

    [Theory]
    [InlineData(0, 7)]
    [InlineData(2, 9)]
    [InlineData(3, 10)]
    [InlineData(50, 10)]
    public void A_crash_may_leave_more_than_anybody_was_told(int survivors, int last)
    {
        Fill(10);
        journal.MarkDurable(7);
        journal.Crash(survivors);
        Assert.Equal((last, last), (journal.Last, journal.Durable));
    }

    [Fact]
    public void A_torn_record_is_no_record_and_can_be_dropped()
    {
        var entry = new JournalEntry { Kind = RecordKind.DayOpened, Issuer = -1 };
        var encoding = new EncodingJournal(journal);
        for (int i = 0; i < 3; i++) encoding.Append(in entry);
        journal.MarkDurable(1);
        journal.Crash(survivors: 1, tornBytes: 1000);
        Assert.Equal(3, journal.Last);
        Assert.Equal(RecordLayout.MessageAt - 1, journal[3].Length);
        Assert.False(new RecordDecoder([]).TryDecode(journal[3], out _));
        Assert.True(new RecordDecoder([]).TryDecode(journal[2], out _));
        journal.DropLast();
        Assert.Equal((2L, 2L), (journal.Last, journal.Durable));
        journal.Append(3, Record(3));
        Assert.True(journal[3].SequenceEqual(Record(3)));
    }

    [Fact]
    public void The_hash_tells_order_numbers_and_bytes_and_remembers_what_a_crash_dropped()
    {
        ulong Hash(params byte[][] records)
        {
            var other = new MemoryJournal();
            for (int i = 0; i < records.Length; i++) other.Append(i + 1, records[i]);
            return other.Hash;
        }

        ulong[] all =
        [
            Hash(), Hash(Array.Empty<byte>()), Hash([], []), Hash([0]), Hash([1]), Hash([0, 0]), Hash([1], [2]), Hash([2], [1]), Hash([1, 2]),
            Hash(new byte[16]), Hash(new byte[17]), Hash(new byte[32]), Hash(Record(1), Record(2)), Hash(Record(2), Record(1)),
        ];
        Assert.Equal(all.Length, all.Distinct().Count());

        Fill(2);
        Assert.Equal(Hash(Record(1), Record(2)), journal.Hash);
        journal.Crash();
        Assert.Equal(Hash(Record(1), Record(2)), journal.Hash);
        journal.Append(1, Record(1));
        Assert.NotEqual(Hash(Record(1), Record(2), Record(1)), journal.Hash);
    }

    [Fact]
    public void The_hash_is_the_same_on_every_machine()
    {
        Fill(100);
        Assert.Equal(3_322_051_935_402_319_426UL, journal.Hash);
    }

    private void Fill(int records)
    {
        for (int number = 1; number <= records; number++) journal.Append(number, Record(number));
    }

    private static byte[] Record(int number)
    {
        var record = new byte[88 + number % 61];
        for (int i = 0; i < record.Length; i++) record[i] = (byte)(number * 7 + i);
        return record;
    }
}
