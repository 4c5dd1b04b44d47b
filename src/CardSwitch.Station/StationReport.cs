using System.Globalization;
using CardSwitch.Issuing;
using CardSwitch.Switching;
using CardSwitch.Timing;

namespace CardSwitch.Station;

/// <summary>What a station did, as text: a line for what is new since the last one, and a summary.</summary>
internal sealed class StationReport
{
    private StationSnapshot? last;

    internal string Line(StationSnapshot now)
    {
        StationSnapshot last = this.last ?? now;
        double seconds = Math.Max(0.001, (now.Uptime - (this.last?.Uptime ?? TimeSpan.Zero)).TotalSeconds);
        long answered = now.Traffic.Answered - (this.last?.Traffic.Answered ?? 0);
        HistogramSnapshot whole = now.Timings.Total(Step.Whole);
        if (this.last is not null) whole = whole.Since(last.Timings.Total(Step.Whole));
        this.last = now;
        return string.Create(CultureInfo.InvariantCulture,
            $"{now.Uptime.TotalSeconds,5:0} s {answered / seconds,8:N0}/s  approved {now.Issuers.Sum(i => i.Counts.Approved):N0}, "
            + $"declined {now.Issuers.Sum(i => i.Counts.Declined):N0}, timed out {now.Issuers.Sum(i => i.Counts.TimedOut):N0}, "
            + $"own answers {OwnAnswers(now.Traffic):N0}  p50 {LatencyText.Of(whole.Percentile(50))}  "
            + $"p99 {LatencyText.Of(whole.Percentile(99))}  pending {now.Issuers.Sum(i => i.Pending):N0}"
            + $"  shops {now.Connections:N0}  {Links(now)}{Waiting(now)}{Journal(now.Journal)}");
    }

    internal static IEnumerable<string> Summary(StationSnapshot end)
    {
        yield return string.Create(CultureInfo.InvariantCulture,
            $"{end.Station}: {end.Traffic.Received:N0} received, {end.Traffic.Answered:N0} answered, "
            + $"{OwnAnswers(end.Traffic):N0} of them by the station itself, in {end.Uptime.TotalSeconds:0.0} s");
        for (int i = 0; i < end.Issuers.Count; i++)
        {
            IssuerSnapshot issuer = end.Issuers[i];
            HistogramSnapshot atBank = end.Timings[i, Step.AtBank];
            yield return string.Create(CultureInfo.InvariantCulture,
                $"  {issuer.Issuer}: {issuer.Counts.Requests:N0} sent, {issuer.Counts.Approved:N0} approved, "
                + $"{issuer.Counts.Declined:N0} declined, {issuer.Counts.TimedOut:N0} timed out, {issuer.Counts.Late:N0} late; "
                + $"at the bank p50 {LatencyText.Of(atBank.Percentile(50))}, p99 {LatencyText.Of(atBank.Percentile(99))}")
                + Forwarded(issuer);
        }
    }

    // What an issuer without trouble has none of.
    private static string Forwarded(IssuerSnapshot issuer)
    {
        IssuerCounts counts = issuer.Counts;
        return counts.Reversals + counts.StoodIn + counts.Forwarded + issuer.Queued == 0
            ? ""
            : string.Create(CultureInfo.InvariantCulture,
                $"; {counts.Reversals:N0} reversals, {counts.StoodIn:N0} stood in, {counts.Forwarded:N0} forwarded, "
                + $"{issuer.Queued:N0} queued, {issuer.Parked:N0} parked");
    }

    private static string Waiting(StationSnapshot now)
    {
        int queued = now.Issuers.Sum(issuer => issuer.Queued), parked = now.Issuers.Sum(issuer => issuer.Parked);
        return queued + parked == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"  queued {queued:N0}, parked {parked:N0}");
    }

    // What the operator must know at once; else how far the rows are behind.
    private static string Journal(JournalSnapshot? journal) => journal switch
    {
        null => "",
        { Fault: { } fault } => $"  JOURNAL FAILED ({fault})",
        { IsUnreachable: true } => "  journal unreachable, all that depends on it waits",
        _ => string.Create(
            CultureInfo.InvariantCulture,
            $"  journal {journal.Last:N0}, {journal.Lag:N0} not durable, {journal.Durable - journal.Settled:N0} not in rows"),
    };

    private static string Links(StationSnapshot now)
    {
        string[] down =
        [
            .. now.Issuers.Where(issuer => issuer.LinksUp < issuer.Links)
                .Select(issuer => $"{issuer.Issuer} {issuer.LinksUp} of {issuer.Links} links"),
        ];
        return down.Length == 0 ? "all links up" : string.Join(", ", down);
    }

    private static long OwnAnswers(TrafficCounts traffic) =>
        traffic.InvalidTransaction + traffic.InvalidCardNumber + traffic.NoSuchIssuer + traffic.ForeignInstitution + traffic.FormatErrors
        + traffic.IssuerUnavailable + traffic.NoRoute + traffic.Overloaded + traffic.CutOver
        + traffic.RepeatsDiffering;
}
