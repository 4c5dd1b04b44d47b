using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Support;

/// <summary>Random plain values that a field can carry.</summary>
internal static class RandomValues
{
    private const int Longest = 1_000;

    /// <summary>A value that may be shorter than a fixed field where that is padded.</summary>
    public static byte[] Of(FieldSpec spec, Random random)
    {
        // A terminator within, a prefix too narrow, a fill that is not of the class: draw again, and then less.
        for (int attempt = 0; attempt < 8; attempt++)
        {
            byte[] value = OfLength(spec, Length(spec, random), random);
            if (SlowWriter.Judge(spec, value) == WriteError.None) return value;
        }
        return spec.Length.IsFixed ? OfLength(spec, spec.Length.Max, random) : [];
    }

    private static byte[] OfLength(FieldSpec spec, int length, Random random)
    {
        var value = new byte[length];
        for (int i = 0; i < length; i++) value[i] = Symbol(spec, random, isFirst: i == 0);
        return value;
    }

    private static int Length(FieldSpec spec, Random random)
    {
        // What is longer tells no more, and slow twins are slow.
        int max = spec.Length.IsFixed ? spec.Length.Max : Math.Min(spec.Length.Max, Longest);
        if (spec.Length.IsFixed)
        {
            return spec.Padding.IsNone || random.Next(5) != 0 ? max : random.Next(1, max + 1);
        }
        return random.Next(12) switch
        {
            0 => 0,
            1 => 1,
            2 => max,
            3 => random.Next(max + 1),
            _ => random.Next(Math.Min(max, 20) + 1),
        };
    }

    private static byte Symbol(FieldSpec spec, Random random, bool isFirst)
    {
        if (spec.Content == ContentClass.Binary) return (byte)random.Next(256);
        string symbols = spec.Content == ContentClass.Track && SlowCodec.IsPacked(spec.Encoding)
            ? SlowContent.PackedTrack
            : SlowContent.Characters(spec, isFirst);
        return (byte)symbols[random.Next(symbols.Length)];
    }
}
