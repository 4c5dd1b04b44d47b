using CardSwitch.Framing;

namespace CardSwitch.Tests.Framing;

/// <summary>Framings made at random from a seed, and streams of frames written in them.</summary>
internal static class FrameFormats
{
    public static FrameFormat Random(int seed)
    {
        Random random = new(seed);
        LengthEncoding encoding = (LengthEncoding)random.Next(4);
        (int smallest, int largest) = encoding switch
        {
            LengthEncoding.AsciiDigits => (2, 6),
            LengthEncoding.Bcd => (1, 3),
            _ => (1, 4),
        };
        LengthHeader length = new(encoding, random.Next(smallest, largest + 1), random.Next(2) == 0);
        FixedBytes prefix = Bytes(random);
        FixedBytes trailer = Bytes(random);
        bool countsTrailer = random.Next(2) == 0;
        int counted = (length.CountsItself ? length.Size : 0) + prefix.Length + (countsTrailer ? trailer.Length : 0);
        int? max = random.Next(2) == 0 ? null : random.Next(1, (int)Math.Min(9000, length.MaxValue - counted) + 1);
        return new FrameFormat(length, Bytes(random), Bytes(random), prefix, trailer, countsTrailer, max);
    }

    private static FixedBytes Bytes(Random random)
    {
        byte[] sent = new byte[random.Next(6)];
        random.NextBytes(sent);
        return random.Next(4) switch
        {
            0 => FixedBytes.ExpectAny(sent),
            1 => FixedBytes.Pair(sent, sent),
            2 => FixedBytes.Same(sent),
            _ => FixedBytes.None,
        };
    }

    public static byte[] Frame(FrameFormat format, ReadOnlySpan<byte> message)
    {
        byte[] frame = new byte[format.FrameLength(message.Length)];
        int written = format.Write(frame, message);
        Assert.Equal(frame.Length, written);
        return frame;
    }

    /// <summary>Messages of the given lengths, one after another; each byte tells its place.</summary>
    public static (byte[] Stream, List<byte[]> Messages) Stream(FrameFormat format, params int[] lengths)
    {
        List<byte> stream = [];
        List<byte[]> messages = [];
        foreach (int length in lengths)
        {
            byte[] message = new byte[length];
            for (int i = 0; i < length; i++)
                message[i] = (byte)(i + (17 * messages.Count));
            messages.Add(message);
            stream.AddRange(Frame(format, message));
        }
        return ([.. stream], messages);
    }

    /// <summary>Reads as a link would: what is received in these chunks, consumed as it is cut.</summary>
    public static List<byte[]> ReadInChunks(FrameFormat format, IEnumerable<byte[]> chunks)
    {
        List<byte[]> messages = [];
        byte[] pending = [];
        int promised = 0;
        foreach (byte[] chunk in chunks)
        {
            pending = [.. pending, .. chunk];
            while (pending.Length > 0)
            {
                FrameStatus status = format.TryRead(pending, out FrameSlice frame);
                if (status == FrameStatus.NeedMore)
                {
                    Assert.True(frame.Needed == 0 || frame.Needed > pending.Length);
                    Assert.True(promised == 0 || frame.Needed == promised, "a promise of bytes needed was changed");
                    promised = frame.Needed;
                    break;
                }
                Assert.True(status is FrameStatus.Frame or FrameStatus.KeepAlive, $"{format}: {status}");
                Assert.True(promised == 0 || promised == frame.Consumed, "a promise of bytes needed was not kept");
                Assert.Equal(status == FrameStatus.KeepAlive, frame.Length == 0);
                promised = 0;
                messages.Add(pending[frame.Offset..(frame.Offset + frame.Length)]);
                pending = pending[frame.Consumed..];
            }
        }
        Assert.Empty(pending);
        return messages;
    }
}
