using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace CardSwitch.Station.Demo;

/// <summary>The demo's live screen: a line for each region and bank, and what was announced.</summary>
internal sealed class DemoScreen(DemoMeter meter, DemoOptions options)
{
    private const int ShownAnnouncements = 5;

    // The longest texts: "savings in process", "10 of 12", "100,000", "12.5 ms". A blank stands before each but the first.
    private const int NameWidth = 18, BareNameWidth = 9, LinksWidth = 8, RateWidth = 7, CountWidth = 8, UnavailableWidth = 6, TimeWidth = 7;

    // What a row takes besides its two moving lines, which have two blanks before them.
    private const int FixedWidth = NameWidth + LinksWidth + 1 + RateWidth + 1 + 2 * (CountWidth + 1)
        + UnavailableWidth + 1 + 3 * (TimeWidth + 1) + 4;

    // Below this a moving line says nothing.
    private const int LeastLine = 6;

    private readonly List<(TimeSpan At, string Text)> announcements = [];

    internal void Announce(TimeSpan at, string text) => announcements.Add((at, text));

    internal IRenderable Draw(TimeSpan uptime, TimeSpan? firstTransaction, int width)
    {
        int name = width < FixedWidth ? BareNameWidth : NameWidth;
        int line = Math.Clamp((width - FixedWidth) / 2, 0, DemoRow.HistorySeconds);
        string first = firstTransaction is { } after
            ? string.Create(CultureInfo.InvariantCulture, $"First transaction {after.TotalMilliseconds:0} ms after the start.")
            : "Waiting for the first transaction.";
        string head = string.Create(CultureInfo.InvariantCulture,
            $"[bold]CardSwitch[/]  {uptime:mm\\:ss}  {meter.Regions.Count} stations, {meter.Banks.Count} banks, "
            + $"{meter.Total.Links.All} shops, {options.Rate:N0}/s asked for");
        return new Rows(
            new Markup(head),
            new Markup($"[grey]{first} Ctrl-C ends.[/]"),
            new Rule().RuleStyle("grey"),
            Head("Region", "shops", name, line),
            new Rows(meter.Regions.Select(row => Row(row, name, line))),
            Row(meter.Total, name, line),
            new Rule().RuleStyle("grey"),
            Head("Bank", "links", name, line),
            new Rows(meter.Banks.Select(row => Row(row, name, line))),
            new Markup(Forwarding()),
            new Rule().RuleStyle("grey"),
            new Rows(Announcements()));
    }

    private static Markup Head(string what, string links, int name, int line)
    {
        string lines = line < LeastLine ? "" : $"  {"tx/s".PadRight(line)}  p99";
        return new Markup($"[grey]{what.PadRight(name)} {links,LinksWidth} {"tx/s",RateWidth} {"approved",CountWidth} "
            + $"{"declined",CountWidth} {"91",UnavailableWidth} {"p50",TimeWidth} {"p99",TimeWidth} {"p99.9",TimeWidth}{lines}[/]");
    }

    private static Markup Row(DemoRow row, int name, int line)
    {
        string shown = name == BareNameWidth ? "" : Short(row.Remark);
        string remark = shown.PadRight(name)[..Math.Max(0, name - row.Name.Length - 1)];
        (int up, int all) = row.Links;
        string links = up == all ? $"{up,LinksWidth}" : $"[red]{$"{up} of {all}",LinksWidth}[/]";
        string unavailable = $"[{(row.Unavailable > 0 ? "red" : "grey")}]{Number(row.Unavailable),UnavailableWidth}[/]";
        string lines = line < LeastLine
            ? ""
            : $"  [aqua]{Sparkline.Of(row.Rates, line)}[/]  [olive]{Sparkline.Of(row.P99s, line)}[/]";
        string label = $"[bold]{row.Name}[/] [grey]{remark}[/]{(remark.Length == 0 ? "" : " ")}";
        return new Markup($"{label}{links} [bold]{Number(row.Rate),RateWidth}[/] "
            + $"[green]{Number(row.Approved),CountWidth}[/] [yellow]{Number(row.Declined),CountWidth}[/] {unavailable} "
            + $"{Time(row, 50)} {Time(row, 99)} {Time(row, 99.9)}{lines}");
    }

    private static string Time(DemoRow row, double percent) => $"{LatencyText.Of(row.Latencies.Percentile(percent)),TimeWidth}";

    private string Forwarding()
    {
        string[] queues =
        [
            .. meter.Banks.Where(bank => bank.Queued > 0).Select(bank => $"[yellow]{bank.Name} {Number(bank.Queued)}[/]"),
        ];
        return $"[grey]Queued for banks:[/] {(queues.Length == 0 ? "none" : string.Join(", ", queues))}"
            + $"[grey]; since the start {Number(meter.Banks.Sum(bank => bank.Reversals))} reversals, "
            + $"{Number(meter.Banks.Sum(bank => bank.StoodIn))} stood in[/]";
    }

    private IEnumerable<IRenderable> Announcements() => announcements.TakeLast(ShownAnnouncements)
        .Select(entry => new Markup($"[grey]{entry.At:mm\\:ss}[/] {Markup.Escape(entry.Text)}"));

    private static string Short(string format) => format.Replace("iso1987-", "", StringComparison.Ordinal);

    private static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
