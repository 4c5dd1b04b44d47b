using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Support;

/// <summary>What lines, faulty peers and attackers do to a frame.</summary>
internal static class FrameDamage
{
    // The neighbours of every class's edges, and bytes that vector code gets wrong when it treats them as signed.
    private static readonly byte[] Telling =
        [0x00, 0x09, 0x0A, 0x1F, 0x20, 0x2F, 0x30, 0x39, 0x3A, 0x3D, 0x40, 0x41, 0x43, 0x44, 0x46, 0x47, 0x5A, 0x5B,
         0x60, 0x61, 0x64, 0x66, 0x67, 0x7A, 0x7B, 0x7E, 0x7F, 0x80, 0x90, 0x99, 0x9A, 0xA0, 0xA9, 0xB0, 0xC3, 0xC4, 0xC9, 0xD0, 0xEF, 0xF0, 0xF9, 0xFA, 0xFE, 0xFF];

    public static byte[] Inflict(MessageFormat format, byte[] frame, byte[] donor, int faults, Random random)
    {
        for (int i = 0; i < faults; i++) frame = Once(format, frame, donor, random);
        return frame;
    }

    public static byte[] Bytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Once(MessageFormat format, byte[] frame, byte[] donor, Random random)
    {
        if (frame.Length == 0) return donor;
        int at = random.Next(frame.Length);
        switch (random.Next(9))
        {
            case 0:
                return Replace(frame, at, (byte)(frame[at] ^ 1 << random.Next(8)));
            case 1:
            case 2:
                return Replace(frame, at, Telling[random.Next(Telling.Length)]);
            case 3:
                return frame[..at];
            case 4:
                return [.. frame, .. Bytes(random, random.Next(1, 40))];
            case 5:
                int end = random.Next(at, frame.Length);
                return [.. frame[..at], .. frame[end..]];
            case 6:
                return [.. frame[..at], .. donor[Math.Min(at, donor.Length)..]];
            case 7:
                return AlterBitmap(format, frame, random);
            default:
                return AlterPrefix(format, frame, random);
        }
    }

    private static byte[] AlterBitmap(MessageFormat format, byte[] frame, Random random)
    {
        int start = format.Header.Length + (format.MtiEncoding == FieldEncoding.Bcd ? 2 : 4);
        bool isHex = format.BitmapEncoding != FieldEncoding.Binary;
        int at = start + random.Next(isHex ? 48 : 24);
        if (at >= frame.Length) return frame;
        return isHex
            ? Replace(frame, at, SlowCodec.ToPage(format.BitmapEncoding, "0123456789abcdefABCDEFG/@`:")[random.Next(27)])
            : Replace(frame, at, (byte)(frame[at] ^ 1 << random.Next(8)));
    }

    // A digit in a length prefix becomes another, or none.
    private static byte[] AlterPrefix(MessageFormat format, byte[] frame, Random random)
    {
        SlowField[] prefixed = [.. SlowParser.Parse(format, ParseChecks.None, frame)
            .Fields.Values.Where(field => field.Start < field.Value)];
        if (prefixed.Length == 0) return frame;
        SlowField field = prefixed[random.Next(prefixed.Length)];
        int at = random.Next(field.Start, field.Value);
        byte altered = random.Next(4) switch
        {
            0 => (byte)('0' + random.Next(10)),
            1 => (byte)(random.Next(10) << 4 | random.Next(10)),
            2 => (byte)(0xF0 + random.Next(10)),
            _ => Telling[random.Next(Telling.Length)],
        };
        return Replace(frame, at, altered);
    }

    private static byte[] Replace(byte[] frame, int at, byte value)
    {
        byte[] copy = [.. frame];
        copy[at] = value;
        return copy;
    }
}
