using System.Globalization;

namespace CardSwitch.Simulation.Models;

/// <summary>A card of one of the banks.</summary>
internal sealed class Card
{
    /// <summary>
    /// Digits that stand for secrets, to be looked for where no secret may be: packed, they are the same bytes at either nibble,
    /// and those of the PIN block.
    /// </summary>
    internal const string Discretionary = "999999999999";

    internal static ReadOnlySpan<byte> PinBlock => [0x99, 0x99, 0x99, 0x99, 0x99, 0x99, 0x99, 0x99];

    internal Card(int bank, int number)
    {
        Bank = bank;
        string body = Prefix(bank) + number.ToString("D9", CultureInfo.InvariantCulture);
        Text = body + CheckDigit(body);
        Number = ulong.Parse(Text, CultureInfo.InvariantCulture);
        Pan = System.Text.Encoding.ASCII.GetBytes(Text);
        Track2 = System.Text.Encoding.ASCII.GetBytes($"{Text}=3012201{Discretionary}");
    }

    internal int Bank { get; }

    internal string Text { get; }

    internal ulong Number { get; }

    internal byte[] Pan { get; }

    internal byte[] Track2 { get; }

    internal static string Prefix(int bank) => (400_000 + bank * 17).ToString(CultureInfo.InvariantCulture);

    // ISO/IEC 7812-1, annex B.
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
