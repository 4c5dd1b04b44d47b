using System.Text;

namespace CardSwitch.Tests.Security;

/// <summary>
/// Marked card data that must be found nowhere: the first twelve digits of every card, the discretionary data of its track,
/// and its PIN block; each as it may be spelt.
/// </summary>
internal static class Canary
{
    /// <summary>What all cards begin with: whoever sees the masked number sees the first six only.</summary>
    internal const string CardStart = "476173908172";

    internal const string TrackData = "6650421973";

    internal const string PinBlock = "C3A1F00DBEEF5E1F";

    private static readonly (string What, byte[] Bytes)[] Marks =
    [
        .. Spellings("card number", CardStart),
        ("card number, packed from an odd place", Convert.FromHexString(CardStart[1..11])),
        .. Spellings("track data", TrackData),
        ("PIN block as text", Encoding.ASCII.GetBytes(PinBlock)),
        ("PIN block", Convert.FromHexString(PinBlock)),
    ];

    /// <summary>A card number, whole.</summary>
    internal static string Card(int number)
    {
        string digits = CardStart + (number % 1000).ToString("D3");
        int sum = 0;
        for (int i = 0; i < digits.Length; i++)
        {
            int digit = digits[^(i + 1)] - '0';
            sum += i % 2 == 0 ? digit * 2 / 10 + digit * 2 % 10 : digit;
        }
        return digits + (10 - sum % 10) % 10;
    }

    /// <summary>Which marks some bytes hold.</summary>
    internal static IEnumerable<string> In(ReadOnlySpan<byte> bytes)
    {
        var found = new List<string>();
        foreach ((string what, byte[] mark) in Marks)
        {
            if (bytes.IndexOf(mark) >= 0) found.Add(what);
        }
        return found;
    }

    private static IEnumerable<(string, byte[])> Spellings(string what, string digits)
    {
        byte[] ascii = Encoding.ASCII.GetBytes(digits);
        yield return (what, ascii);
        yield return (what + " in UTF-16", Encoding.Unicode.GetBytes(digits));
        yield return (what + " in EBCDIC", [.. digits.Select(digit => (byte)(0xF0 + digit - '0'))]);
        yield return (what + ", packed", Convert.FromHexString(digits));
        yield return (what + " in hexadecimal digits", Encoding.ASCII.GetBytes(Convert.ToHexString(ascii)));
        yield return (what + " in hexadecimal digits, small", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(ascii)));
    }
}
