using CardSwitch.Iso8583;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Fuzzing;

/// <summary>Damage with intent: what is likely to lead a reader astray, on top of what lines do to a frame.</summary>
internal static class FrameMutator
{
    private const int Longest = 4_000;

    public static byte[] Mutate(MessageFormat format, byte[] frame, byte[] donor, Random random)
    {
        for (int count = random.Next(1, 4); count > 0; count--) frame = Once(format, frame, donor, random);
        return frame.Length <= Longest || random.Next(50) == 0 ? frame : frame[..Longest];
    }

    /// <summary>The same of a value that holds elements, of which nothing is known.</summary>
    public static byte[] MutateValue(byte[] value, Random random)
    {
        if (value.Length == 0) return Bomb(random);
        int at = random.Next(value.Length);
        return random.Next(6) switch
        {
            0 => value[..at],
            1 => [.. value[..at], .. Bomb(random), .. value[at..]],
            2 => Overwrite(value, at, [(byte)random.Next(256)]),
            3 => Overwrite(value, at, [(byte)(value[at] ^ 1 << random.Next(8))]),
            4 => Splice(value, at, value, random),
            _ => Overwrite(value, at, Bomb(random)),
        };
    }

    private static byte[] Once(MessageFormat format, byte[] frame, byte[] donor, Random random)
    {
        if (frame.Length == 0) return donor;
        int at = random.Next(frame.Length);
        switch (random.Next(12))
        {
            case 10 or 11:
                return DamageElements(format, frame, random);
            case 0:
                return FillBitmaps(format, frame, random);
            case 1:
                return LieInLength(format, frame, random);
            case 2:
                return Splice(frame, at, donor, random);
            case 3:
                return Overwrite(frame, at, Bomb(random));
            case 4:
                return [.. frame[..at], .. Bomb(random), .. frame[at..]];
            case 5:
                return Overwrite(frame, at, Enumerable.Repeat((byte)random.Next(256), random.Next(1, 40)).ToArray());
            default:
                return FrameDamage.Inflict(format, frame, donor, faults: 1, random);
        }
    }

    // Every field there is, or nearly.
    private static byte[] FillBitmaps(MessageFormat format, byte[] frame, Random random)
    {
        int start = format.Header.Length + format.MtiLength;
        int length = Math.Min(format.BitmapLength * random.Next(1, 4), frame.Length - start);
        if (length <= 0) return frame;
        byte ones = format.BitmapEncoding switch { FieldEncoding.Binary => 0xFF, FieldEncoding.HexAscii => (byte)'F', _ => 0xC6 };
        byte[] full = [.. Enumerable.Repeat(ones, length)];
        if (random.Next(2) == 0) full[random.Next(length)] = ones == 0xFF ? (byte)random.Next(256) : (byte)(ones - random.Next(6));
        return Overwrite(frame, start, full);
    }

    // The most that a prefix can say, one more or less than it says, or half.
    private static byte[] LieInLength(MessageFormat format, byte[] frame, Random random)
    {
        SlowField[] prefixed = [.. SlowParser.Parse(format, ParseChecks.None, frame)
            .Fields.Values.Where(field => field.Start < field.Value)];
        if (prefixed.Length == 0) return frame;
        SlowField field = prefixed[random.Next(prefixed.Length)];
        byte[] copy = [.. frame];
        Span<byte> prefix = copy.AsSpan(field.Start, field.Value - field.Start);
        byte[] most = [(byte)'9', 0x99, 0xF9, (byte)'F', 0xFF, (byte)'0', 0x00, 0xF0];
        switch (random.Next(4))
        {
            case 0:
                prefix.Fill(most[random.Next(most.Length)]);
                break;
            case 1:
                prefix[random.Next(prefix.Length)] = most[random.Next(most.Length)];
                break;
            case 2:
                prefix[^1]++;
                break;
            default:
                prefix[^1]--;
                break;
        }
        return copy;
    }

    // The elements within a field, its own length being right, so that they are reached.
    private static byte[] DamageElements(MessageFormat format, byte[] frame, Random random)
    {
        KeyValuePair<int, SlowField>[] holders = [.. SlowParser.Parse(format, ParseChecks.None, frame)
            .Fields.Where(field => format[field.Key]?.Composite is not null)];
        if (holders.Length == 0) return frame;
        var (number, field) = holders[random.Next(holders.Length)];
        FieldSpec spec = format[number]!;
        int end = field.Value + field.Length + (spec.Length.Rule == LengthRule.Terminated ? 1 : 0);
        byte[] wire = frame[field.Value..(field.Value + field.Length)];
        byte[] plain = random.Next(3) == 0 ? [] : SlowCodec.Decode(spec, wire, field.Units) ?? [];
        for (int count = random.Next(1, 4); count > 0; count--) plain = MutateValue(plain, random);
        if (plain.Length > spec.Length.Max) plain = plain[..spec.Length.Max];
        return SlowWriter.Judge(spec, plain) == WriteError.None
            ? [.. frame[..field.Start], .. SlowWriter.Field(spec, plain), .. frame[end..]]
            : frame;
    }

    private static byte[] Splice(byte[] frame, int at, byte[] donor, Random random)
    {
        int from = random.Next(donor.Length + 1), to = random.Next(from, donor.Length + 1);
        return [.. frame[..at], .. donor[from..to], .. frame[at..]];
    }

    /// <summary>Elements within elements without end, and lengths that no frame has.</summary>
    private static byte[] Bomb(Random random)
    {
        int times = random.Next(1, random.Next(8) == 0 ? 900 : 30);
        return random.Next(13) switch
        {
            9 => Repeat([0x5A, 0x00], times),
            10 => Repeat([0xFF], times),
            11 => Repeat("F"u8.ToArray(), times),
            12 => Repeat([0x01, 0x00, 0x00], times),
            0 => Nested(times, 0x70),
            1 => Nested(times, 0xE1),
            2 => Repeat([0x7F, 0x21, 0x81], times),
            3 => [0x9F, 0x02, 0x84, 0xFF, 0xFF, 0xFF, 0xFF],
            4 => [0x5A, 0x84, 0x7F, 0xFF, 0xFF, 0xFF],
            5 => [0x9F, 0x82, 0x82, 0x82, 0x82],
            6 => [0x5F, 0x34, 0x80, 0x00, 0x00],
            7 => Repeat([0x71, 0x00, 0x02, 0x80], times),
            _ => new byte[times],
        };
    }

    // Each element holds all that follow.
    private static byte[] Nested(int depth, byte tag)
    {
        var bytes = new List<byte>();
        for (int left = depth; left > 0; left--)
        {
            int inner = (left - 1) * 4;
            bytes.AddRange([tag, 0x82, (byte)(inner >> 8), (byte)inner]);
        }
        return [.. bytes];
    }

    private static byte[] Repeat(byte[] part, int times) => [.. Enumerable.Repeat(part, times).SelectMany(bytes => bytes)];

    private static byte[] Overwrite(byte[] frame, int at, byte[] with)
    {
        byte[] copy = [.. frame];
        with.AsSpan(0, Math.Min(with.Length, frame.Length - at)).CopyTo(copy.AsSpan(at));
        return copy;
    }
}
