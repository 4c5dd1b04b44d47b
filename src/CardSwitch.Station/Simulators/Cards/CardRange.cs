using System.Globalization;

namespace CardSwitch.Station.Simulators.Cards;

/// <summary>Synthetic cards that begin with the same digits. Text form: <c>476173</c>, or <c>476173/19</c> for 19 digits.</summary>
/// <param name="Prefix">The first digits, 2 to 11.</param>
/// <param name="Digits">Digits of the whole number, check digit included: 12 to 19.</param>
internal sealed record CardRange(string Prefix, int Digits = 16)
{
    internal const string Expected =
        "2 to 11 digits that the card numbers begin with, and if not 16 how many digits they have: 476173 or 476173/19";

    internal static bool TryParse(string text, out CardRange range)
    {
        string[] parts = text.Split('/');
        int digits = 16;
        range = new CardRange(parts[0]);
        if (parts.Length > 2 || parts[0].Length is < 2 or > 11 || !parts[0].All(char.IsAsciiDigit)) return false;
        if (parts.Length == 2
            && !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out digits)) return false;
        range = range with { Digits = digits };
        return digits is >= 12 and <= 19;
    }

    public override string ToString() =>
        Digits == 16 ? Prefix : string.Create(CultureInfo.InvariantCulture, $"{Prefix}/{Digits}");

    /// <summary>The card of that number within the range, its check digit right (ISO/IEC 7812-1, annex B).</summary>
    internal string Card(int number)
    {
        string body = Prefix + number.ToString(CultureInfo.InvariantCulture).PadLeft(Digits - 1 - Prefix.Length, '0')
            [^(Digits - 1 - Prefix.Length)..];
        return body + CheckDigit(body);
    }

    private static char CheckDigit(string body)
    {
        int sum = 0;
        for (int i = body.Length - 1, weight = 2; i >= 0; i--, weight ^= 3)
        {
            int product = (body[i] - '0') * weight;
            sum += product > 9 ? product - 9 : product;
        }
        return (char)('0' + (10 - sum % 10) % 10);
    }
}
