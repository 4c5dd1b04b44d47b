using System.Text;

namespace CardSwitch.Iso8583;

/// <summary>Lines of three columns, the first two as wide as their widest entry.</summary>
internal sealed class DescribedLines
{
    private readonly List<(string Mark, string Name, string Value)> lines = [];

    internal void Add(string mark, string name, string value) => lines.Add((mark, name, value));

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
