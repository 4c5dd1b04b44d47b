using CardSwitch.Iso8583;
using CardSwitch.Repeats;

namespace CardSwitch.Tests.Repeats;

public sealed class StoredAnswersTests
{
    private const int Chunk = 256 * 1024;

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 3 * Chunk)]
    [InlineData(3, 5 * Chunk - 1)]
    public void The_latest_answers_are_kept_byte_for_byte_and_older_ones_told_apart(int seed, int capacity)
    {
        var random = new Random(seed);
        var answers = new StoredAnswers(capacity);
        var stored = new List<(long Place, byte[] Frame, MessageFormat Format)>();
        long bytes = 0;
        while (bytes < 6L * Math.Max(capacity, Chunk))
        {
            var frame = new byte[random.Next(20) == 0 ? random.Next(65_536) : random.Next(600)];
            random.NextBytes(frame);
            MessageFormat format = MessageFormats.All[random.Next(3)];
            long place = answers.Store(frame, format);
            Assert.True(place > 0 && (stored.Count == 0 || place > stored[^1].Place), $"seed {seed}");
            stored.Add((place, frame, format));
            bytes += frame.Length;
            if (stored.Count % 50 == 0) AssertKept();
        }
        AssertKept();

        void AssertKept()
        {
            int kept = 0, keptBytes = 0;
            bool gone = false;
            foreach (var (place, frame, format) in Enumerable.Reverse(stored).Take(5_000))
            {
                bool found = answers.TryGet(place, format, out ReadOnlySpan<byte> read);
                Assert.False(gone && found, "none is kept that is older than one forgotten");
                gone = !found;
                if (!found) continue;
                Assert.True(read.SequenceEqual(frame), $"seed {seed}, place {place}");
                kept++;
                keptBytes += frame.Length;
            }
            // All but the chunk being filled, less what did not fit at the ends.
            int sure = Math.Max(2, (capacity + Chunk - 1) / Chunk) - 1;
            Assert.True(kept == stored.Count || keptBytes >= sure * (Chunk - 65_600) - 20 * kept, $"seed {seed}: {keptBytes} of {capacity}");
        }
    }

    [Fact]
    public void An_answer_of_another_format_is_not_given()
    {
        var answers = new StoredAnswers(Chunk);
        long place = answers.Store("0210"u8, MessageFormats.Iso1987Ascii);
        Assert.False(answers.TryGet(place, MessageFormats.Iso1987Binary, out _));
        Assert.True(answers.TryGet(place, MessageFormats.Iso1987Ascii, out ReadOnlySpan<byte> frame));
        Assert.Equal("0210"u8.ToArray(), frame.ToArray());
    }

    [Fact]
    public void No_place_and_one_to_come_hold_nothing()
    {
        var answers = new StoredAnswers(Chunk);
        Assert.False(answers.TryGet(0, MessageFormats.Iso1987Ascii, out _));
        long place = answers.Store("0210"u8, MessageFormats.Iso1987Ascii);
        Assert.False(answers.TryGet(0, MessageFormats.Iso1987Ascii, out _));
        Assert.False(answers.TryGet(place + 16, MessageFormats.Iso1987Ascii, out _));
    }
}
