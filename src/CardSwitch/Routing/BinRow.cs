using System.Globalization;

namespace CardSwitch.Routing;

/// <summary>
/// One prefix or range, widened to 19 digits. <c>First</c> and <c>Last</c> both belong to it; <c>Line</c> is the line
/// that it was read from, 0 if none.
/// </summary>
internal readonly record struct BinRow(ulong First, ulong Last, int Digits, int Issuer, int Line)
{
    public const int MinDigits = 2;

    /// <summary>Reads <c>476173</c> or <c>2221-2720</c>; both ends have the same number of digits, 2 to 19.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, int issuer, int line, out BinRow row)
    {
        row = default;
        int dash = text.IndexOf('-');
        ReadOnlySpan<char> from = (dash < 0 ? text : text[..dash]).Trim();
        ReadOnlySpan<char> to = dash < 0 ? from : text[(dash + 1)..].Trim();
        if (from.Length is < MinDigits or > BinTable.MaxPanLength || to.Length != from.Length)
            return false;
        if (!ulong.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out ulong first)
            || !ulong.TryParse(to, NumberStyles.None, CultureInfo.InvariantCulture, out ulong last) || last < first)
            return false;
        ulong scale = BinTable.PowerOfTen(BinTable.MaxPanLength - from.Length);
        row = new BinRow(first * scale, (last * scale) + (scale - 1), from.Length, issuer, line);
        return true;
    }

    /// <summary>For error texts. An entry so long that it could be a card number shows its first eight digits only.</summary>
    public string Describe()
    {
        ulong scale = BinTable.PowerOfTen(BinTable.MaxPanLength - Digits);
        string first = Show(First / scale), last = Show(Last / scale);
        string range = Last - First < scale ? first : first + "-" + last;
        return Line > 0 ? $"{range} (line {Line})" : range;
    }

    private string Show(ulong number)
    {
        string digits = number.ToString(CultureInfo.InvariantCulture).PadLeft(Digits, '0');
        return Digits <= 11 ? digits : digits[..8] + "...";
    }
}
