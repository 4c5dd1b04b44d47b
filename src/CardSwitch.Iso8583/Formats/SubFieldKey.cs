using System.Globalization;

namespace CardSwitch.Iso8583;

/// <summary>
/// The key of an element within a field. What it means depends on the kind of the composite: a number, a hexadecimal
/// tag, or a tag's characters; each reading is made once, so that a path is followed without looking at text again.
/// </summary>
internal readonly struct SubFieldKey
{
    private const ulong None = ulong.MaxValue;

    /// <summary>The number that stands for <see cref="CompositeSpec.TlvKey"/>.</summary>
    internal const ulong TlvNumber = 0xFFFF;

    private readonly ulong number;
    private readonly ulong hex;
    private readonly ulong text;

    internal SubFieldKey(string key)
    {
        number = key == CompositeSpec.TlvKey ? TlvNumber
            : key.Length <= 4 && int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? (ulong)n
            : None;
        hex = key.Length is 2 or 4 or 6 or 8
            && uint.TryParse(key, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint h) ? h : None;
        text = key.Length is >= 1 and <= 8 && key.All(c => c is > ' ' and <= '~') ? PackText(key) : None;
        Text = key;
    }

    /// <summary>The key as it was written.</summary>
    internal string Text { get; }

    /// <summary>The key as composites of a kind count; false when it can be none of theirs.</summary>
    internal bool TryGet(CompositeKind kind, out ulong key)
    {
        key = kind switch
        {
            CompositeKind.Tagged => text,
            CompositeKind.BerTlv => hex != None && IsBerTag((uint)hex) ? hex : None,
            CompositeKind.Datasets => hex <= byte.MaxValue ? hex : None,
            CompositeKind.DatasetBitmap => number is 0 or 1 ? None : number,
            _ => number == TlvNumber ? None : number,
        };
        return key != None;
    }

    /// <summary>Characters as one number, the last in the lowest byte.</summary>
    internal static ulong PackText(ReadOnlySpan<char> characters)
    {
        ulong packed = 0;
        foreach (char c in characters) packed = packed << 8 | (byte)c;
        return packed;
    }

    // ISO 8825-1, 8.1.2: five low bits of the first byte all ones, then bytes with the high bit but for the last.
    private static bool IsBerTag(uint tag)
    {
        if (tag <= 0xFF) return tag != 0 && (tag & 0x1F) != 0x1F;
        int bytes = tag <= 0xFFFF ? 2 : tag <= 0xFFFFFF ? 3 : 4;
        if ((tag >> (bytes - 1) * 8 & 0x1F) != 0x1F) return false;
        for (int at = bytes - 2; at > 0; at--)
        {
            if ((tag >> at * 8 & 0x80) == 0) return false;
        }
        return (tag & 0x80) == 0;
    }
}
