using System.Globalization;

namespace CardSwitch.StandIn;

/// <summary>A set of merchant types (DE 18, ISO 18245: 0000 to 9999), a bit for each.</summary>
internal sealed class MerchantTypes
{
    internal const int Most = 9999;

    private readonly ulong[] bits = new ulong[(Most / 64) + 1];

    private MerchantTypes()
    {
    }

    internal static MerchantTypes None { get; } = new();

    internal bool IsEmpty => !bits.AsSpan().ContainsAnyExcept(0UL);

    internal bool Contains(int type) =>
        type is >= 0 and <= Most && (bits[type >> 6] >> (type & 63) & 1) != 0;

    /// <summary>Reads types (<c>5411</c>) and inclusive ranges (<c>3000-3299</c>); false with the first text that is neither.</summary>
    internal static bool TryParse(IEnumerable<string> texts, out MerchantTypes types, out string wrong)
    {
        types = new MerchantTypes();
        foreach (string text in texts)
        {
            if (TryParseRange(text, out int first, out int last))
            {
                for (int type = first; type <= last; type++) types.bits[type >> 6] |= 1UL << (type & 63);
                continue;
            }
            wrong = text;
            return false;
        }
        wrong = "";
        return true;
    }

    /// <summary>Whether the text is four digits, or twice four with a dash between, not in falling order.</summary>
    internal static bool TryParseRange(string text, out int first, out int last)
    {
        last = 0;
        int dash = text.IndexOf('-', StringComparison.Ordinal);
        ReadOnlySpan<char> from = dash < 0 ? text : text.AsSpan(0, dash), to = dash < 0 ? text : text.AsSpan(dash + 1);
        return TryParseType(from, out first) && TryParseType(to, out last) && first <= last;
    }

    private static bool TryParseType(ReadOnlySpan<char> digits, out int type)
    {
        type = 0;
        return digits.Length == 4 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out type);
    }
}
