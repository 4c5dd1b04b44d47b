using System.Globalization;

namespace CardSwitch.Tests.Routing;

/// <summary>The obvious twin of the BIN table: every entry is tried on the card number's text, the longest wins.</summary>
internal sealed class SlowBinTable
{
    private readonly List<(string From, string To, int Issuer)> entries = [];

    public void Add(string range, int issuer)
    {
        string[] ends = range.Split('-');
        entries.Add((ends[0], ends[^1], issuer));
    }

    public int Find(ulong panValue, int panLength)
    {
        string pan = panValue.ToString(CultureInfo.InvariantCulture).PadLeft(panLength, '0');
        int longest = 0, found = -1;
        foreach ((string from, string to, int issuer) in entries)
        {
            if (from.Length > pan.Length || from.Length <= longest)
                continue;
            string leading = pan[..from.Length];
            if (string.CompareOrdinal(from, leading) <= 0 && string.CompareOrdinal(leading, to) <= 0)
                (longest, found) = (from.Length, issuer);
        }
        return found;
    }
}
