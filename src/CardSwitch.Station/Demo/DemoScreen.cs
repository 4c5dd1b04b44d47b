using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace CardSwitch.Station.Demo;

/// <summary>The demo's live screen: a table of regions, a table of banks, and what was announced.</summary>
internal sealed class DemoScreen(DemoMeter meter, DemoOptions options)
{
    private const int ShownAnnouncements = 5;

    // What a row takes besides its two moving lines.
    private const int FixedWidth = 92;

    private readonly List<(TimeSpan At, string Text)> _announcements = [];

    internal void Announce(TimeSpan at, string text) => _announcements.Add((at, text));

    internal IRenderable Draw(TimeSpan uptime, TimeSpan? firstTransaction, int width)
    {
        int line = Math.Clamp((width - FixedWidth) / 2, 0, DemoRow.HistorySeconds);
        string first = firstTransaction is { } after
            ? string.Create(CultureInfo.InvariantCulture, $"first transaction {after.TotalMilliseconds:0} ms after the start")
            : "waiting for the first transaction";
        string head = string.Create(CultureInfo.InvariantCulture,
            $"[bold]CardSwitch[/]  {uptime:mm\\:ss}  {meter.Regions.Count} stations, {meter.Banks.Count} banks, {meter.Total.Links.All} shops  [grey]{options.Rate:N0}/s asked for, {first}; Ctrl-C ends[/]");
        return new Rows(
            new Markup(head),
            Table("Region", "shops", "91", [.. meter.Regions, meter.Total], line),
            Table("Bank", "links", "no answer", meter.Banks, line),
            new Rows(Announcements()));
    }

    private static Table Table(
        string what, string links, string unavailable, IReadOnlyList<DemoRow> rows, int line)
    {
        var table = new Table { Border = TableBorder.Rounded, Expand = true }.BorderColor(Color.Grey);
        table.AddColumn(new TableColumn($"[bold]{what}[/]").NoWrap());
        foreach (string right in (string[])[links, "tx/s", "approved", "declined", unavailable, "p50", "p99", "p99.9"])
        {
            table.AddColumn(new TableColumn($"[grey]{right}[/]").RightAligned().NoWrap());
        }
        if (line >= 4)
        {
            table.AddColumn(new TableColumn("[grey]tx/s, last minute[/]").NoWrap());
            table.AddColumn(new TableColumn("[grey]p99, last minute[/]").NoWrap());
        }
        foreach (DemoRow row in rows) table.AddRow(Cells(row, line).Select(cell => new Markup(cell)));
        return table;
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
        if (line < 4) yield break;
        yield return $"[aqua]{Sparkline.Of(row.Rates, line)}[/]";
        yield return $"[olive]{Sparkline.Of(row.P99s, line)}[/]";
    }

    private IEnumerable<IRenderable> Announcements() => _announcements.TakeLast(ShownAnnouncements)
        .Select(entry => new Markup($"[grey]{entry.At:mm\\:ss}[/] {Markup.Escape(entry.Text)}"));

    private static string Short(string format) => format.Replace("iso1987-", "", StringComparison.Ordinal);

    private static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
