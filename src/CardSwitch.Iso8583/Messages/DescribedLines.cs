using System.Text;

namespace CardSwitch.Iso8583;

/// <summary>Lines of three columns, the first two as wide as their widest entry; of elements no more than can be read.</summary>
internal sealed class DescribedLines
{
    // Far more than any network sends and any person reads; elements within elements could fill gigabytes else.
    private const int MostLines = 4_000;
    private const int MostCharacters = 500_000;

    private readonly List<(string Mark, string Name, string Value)> lines = [];
    private int characters;
    private bool isCut;

    internal void Add(string mark, string name, string value)
    {
        lines.Add((mark, name, value));
        characters += mark.Length + name.Length + value.Length;
    }

    /// <summary>Whether elements can be added still; where they cannot, a line says so.</summary>
    internal bool HasRoom()
    {
        if (lines.Count < MostLines && characters < MostCharacters) return true;
        if (!isCut) lines.Add(("  ...", "", "[there are more elements than are shown]"));
        isCut = true;
        return false;
    }

    public override string ToString()
    {
        int marks = Math.Max(5, lines.Max(line => line.Mark.Length)) + 2, names = lines.Max(line => line.Name.Length) + 2;
        var text = new StringBuilder();
        foreach (var (mark, name, value) in lines)
        {
            text.Append(mark).Append(' ', marks - mark.Length).Append(name).Append(' ', names - name.Length).Append(value).Append('\n');
        }
        return text.ToString();
    }
}
