using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Simulation.Records;
using CardSwitch.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace CardSwitch.Tests.Journal;

/// <summary>What is recorded is read back, and what is not a record is not read.</summary>
public sealed class RecordTests
{
    private static readonly MessageFormat[] Formats =
        [MessageFormats.Iso1987Ascii, MessageFormats.Iso1987Binary, MessageFormats.Iso1987EbcdicHex];

    private readonly RecordEncoder encoder = new();
    private readonly RecordDecoder decoder = new(Formats);

    [Fact]
    public void Every_value_survives()
    {
        Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue - 1)), seed =>
        {
            JournalEntry entry = SampleEntries.Random(new Random(seed));
            string expected = SampleEntries.Text(in entry);
            Assert.True(decoder.TryDecode(encoder.Encode(in entry), out JournalEntry read));
            Assert.Equal(expected, SampleEntries.Text(in read));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_message_is_read_back_as_its_image(short issuer)
    {
        var index = new FieldIndex();
        Prop.ForAll(Generators.Messages(Formats[issuer]), message =>
        {
            Assert.True(new MessageParser(Formats[issuer]).Parse(message.Frame, index).IsOk);
            var view = new MessageView(message.Frame, index);
            var image = new byte[JournalImage.MaxLength(view)];
            Assert.True(JournalImage.TryWrite(view, image, out int length));
            var entry = new JournalEntry { Kind = RecordKind.Sent, Issuer = issuer, HasMessage = true, Message = view };
            Assert.True(decoder.TryDecode(encoder.Encode(in entry), out JournalEntry read));
            Assert.True(read.HasMessage);
            Assert.Equal(Convert.ToHexString(image, 0, length), Convert.ToHexString(read.Message.Frame));
            Assert.Same(Formats[issuer], read.Message.Format);
            Assert.Equal(view.Type, read.Message.Type);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_record_cut_anywhere_or_with_a_byte_too_many_is_none()
    {
        byte[] record = Sample(RecordKind.Sent);
        for (int length = 0; length < record.Length; length++) Assert.False(decoder.TryDecode(record.AsSpan(0, length), out _));
        Assert.True(decoder.TryDecode(record, out _));
        Assert.False(decoder.TryDecode([.. record, 0], out _));
    }

    [Theory]
    [InlineData(RecordLayout.VersionAt, 2)]
    [InlineData(RecordLayout.KindAt, 0)]
    [InlineData(RecordLayout.KindAt, 19)]
    [InlineData(RecordLayout.EffectAt, 9)]
    [InlineData(RecordLayout.IssuerAt, 3)]
    [InlineData(RecordLayout.TypeAt, 0x0A)]
    [InlineData(RecordLayout.CodeAt, 0x01)]
    [InlineData(RecordLayout.MessageAt, 0x41)]
    public void A_record_that_says_something_unknown_is_none(int at, byte value)
    {
        byte[] record = Sample(RecordKind.Sent);
        record[at] = value;
        Assert.False(decoder.TryDecode(record, out _));
    }

    [Fact]
    public void A_message_of_no_issuer_is_left_out()
    {
        byte[] frame = ReferenceMessages.R1;
        var index = new FieldIndex();
        new MessageParser(MessageFormats.Iso1987Ascii).Parse(frame, index);
        var entry = new JournalEntry
        {
            Kind = RecordKind.Network,
            Issuer = -1,
            HasMessage = true,
            Message = new MessageView(frame, index),
        };
        Assert.True(decoder.TryDecode(encoder.Encode(in entry), out JournalEntry read));
        Assert.False(read.HasMessage);
        Assert.Equal(-1, read.Issuer);
    }

    [Fact]
    public void A_journal_numbers_its_records_from_where_the_store_ends()
    {
        var store = new MemoryJournal();
        var journal = new EncodingJournal(store);
        var entry = new JournalEntry { Kind = RecordKind.DayOpened, Issuer = -1, Day = 20261123 };
        Assert.Equal(1, journal.Append(in entry));
        Assert.Equal(2, journal.Append(in entry));
        Assert.Equal(3, new EncodingJournal(store, store.Last).Append(in entry));
        Assert.True(decoder.TryDecode(store[3], out JournalEntry read));
        Assert.Equal(20261123, read.Day);
    }

    private byte[] Sample(RecordKind kind)
    {
        byte[] frame = ReferenceMessages.R1;
        var index = new FieldIndex();
        new MessageParser(MessageFormats.Iso1987Ascii).Parse(frame, index);
        var entry = new JournalEntry
        {
            Kind = kind,
            Code = ResponseCode.Of("00"u8),
            Type = MessageType.Of(0200),
            HasMessage = true,
            Message = new MessageView(frame, index),
        };
        return encoder.Encode(in entry).ToArray();
    }
}
