using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace CardSwitch.Station.Demo;

/// <summary>The demo's live screen: a table of regions, a table of banks, and what was announced.</summary>
internal sealed class DemoScreen(DemoMeter meter, DemoOptions options)
{
    private const int ShownAnnouncements = 5;

    // The longest texts: "savings in process", "10 of 12", "100,000", "12.5 ms".
    private const int NameWidth = 18, LinksWidth = 8, RateWidth = 7, CountWidth = 8, UnavailableWidth = 6, TimeWidth = 7;

    // What a row takes besides its two moving lines: the columns above, a blank behind each of the eleven, the edges.
    private const int FixedWidth = NameWidth + LinksWidth + RateWidth + 2 * CountWidth + UnavailableWidth + 3 * TimeWidth + 11 + 2;

    // Below this a moving line says nothing.
    private const int LeastLine = 6;

    private readonly List<(TimeSpan At, string Text)> _announcements = [];

    internal void Announce(TimeSpan at, string text) => _announcements.Add((at, text));

    internal IRenderable Draw(TimeSpan uptime, TimeSpan? firstTransaction, int width)
    {
        int line = Math.Clamp((width - FixedWidth) / 2, 0, DemoRow.HistorySeconds);
        string first = firstTransaction is { } after
            ? string.Create(CultureInfo.InvariantCulture, $"First transaction {after.TotalMilliseconds:0} ms after the start.")
            : "Waiting for the first transaction.";
        string head = string.Create(CultureInfo.InvariantCulture,
            $"[bold]CardSwitch[/]  {uptime:mm\\:ss}  {meter.Regions.Count} stations, {meter.Banks.Count} banks, {meter.Total.Links.All} shops, {options.Rate:N0}/s asked for");
        return new Rows(
            new Markup(head),
            new Markup($"[grey]{first} Ctrl-C ends.[/]"),
            Table("Region", "shops", [.. meter.Regions, meter.Total], line),
            Table("Bank", "links", meter.Banks, line),
            new Rows(Announcements()));
    }

    private static Table Table(string what, string links, IReadOnlyList<DemoRow> rows, int line)
    {
        var table = new Table { Border = TableBorder.Horizontal }.BorderColor(Color.Grey);
        Add(what, NameWidth, Justify.Left);
        Add(links, LinksWidth, Justify.Right);
        Add("tx/s", RateWidth, Justify.Right);
        Add("approved", CountWidth, Justify.Right);
        Add("declined", CountWidth, Justify.Right);
        Add("91", UnavailableWidth, Justify.Right);
        foreach (string time in (string[])["p50", "p99", "p99.9"]) Add(time, TimeWidth, Justify.Right);
        if (line >= LeastLine)
        {
            Add("tx/s", line, Justify.Left);
            Add("p99", line, Justify.Left);
        }
        foreach (DemoRow row in rows) table.AddRow(Cells(row, line).Select(cell => new Markup(cell)));
        return table;

        void Add(string head, int width, Justify side) => table.AddColumn(new TableColumn($"[grey]{head}[/]")
        {
            Width = width + 1, // Spectre counts the padding
            NoWrap = true,
            Alignment = side,
            Padding = new Padding(0, 0, 1, 0),
        });
    }

    private static IEnumerable<string> Cells(DemoRow row, int line)
    {
        yield return row.Remark.Length == 0 ? $"[bold]{row.Name}[/]" : $"[bold]{row.Name}[/] [grey]{Short(row.Remark)}[/]";
        yield return row.Links.Up == row.Links.All ? $"{row.Links.Up}" : $"[red]{row.Links.Up} of {row.Links.All}[/]";
        yield return $"[bold]{Number(row.Rate)}[/]";
        yield return $"[green]{Number(row.Approved)}[/]";
        yield return $"[yellow]{Number(row.Declined)}[/]";
        yield return row.Unavailable > 0 ? $"[red]{Number(row.Unavailable)}[/]" : "[grey]0[/]";
        yield return LatencyText.Of(row.Latencies.Percentile(50));
        yield return LatencyText.Of(row.Latencies.Percentile(99));
        yield return LatencyText.Of(row.Latencies.Percentile(99.9));
        if (line < LeastLine) yield break;
        yield return $"[aqua]{Sparkline.Of(row.Rates, line)}[/]";
        yield return $"[olive]{Sparkline.Of(row.P99s, line)}[/]";
    }

    private IEnumerable<IRenderable> Announcements() => _announcements.TakeLast(ShownAnnouncements)
        .Select(entry => new Markup($"[grey]{entry.At:mm\\:ss}[/] {Markup.Escape(entry.Text)}"));

    private static string Short(string format) => format.Replace("iso1987-", "", StringComparison.Ordinal);

    private static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
