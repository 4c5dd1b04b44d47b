using System.Diagnostics.Metrics;
using CardSwitch.Issuing;
using CardSwitch.Switching;
using CardSwitch.Timing;

namespace CardSwitch.Serving;

/// <summary>
/// Publishes a station's counts as instruments of the meter "CardSwitch", beside the times of <see cref="TimingsMeter"/>.
/// All are observable: they cost when they are collected, and nothing when a transaction passes.
/// <list type="table">
/// <item><term>cardswitch.requests</term><description>messages received from shops</description></item>
/// <item><term>cardswitch.repeats</term><description>requests and advices that were known already</description></item>
/// <item><term>cardswitch.taken_over</term><description>messages of shops taken over for an issuer; tag kind (reversal,
/// advice)</description></item>
/// <item><term>cardswitch.own_answers</term><description>requests answered without an issuer; tag code (DE 39)</description></item>
/// <item><term>cardswitch.issuer.requests</term><description>requests sent; tag issuer</description></item>
/// <item><term>cardswitch.issuer.outcomes</term><description>tags issuer, outcome (approved, declined, timed_out, late,
/// unmatched, undelivered, malformed, given_up, stood_in, mac_failed)</description></item>
/// <item><term>cardswitch.issuer.reversals</term><description>reversals queued; tag issuer</description></item>
/// <item><term>cardswitch.issuer.forwarded</term><description>advices, reversals and totals that the issuer has accepted; tag
/// issuer</description></item>
/// <item><term>cardswitch.issuer.queued</term><description>advices, reversals and totals that wait now; tag issuer</description></item>
/// <item><term>cardswitch.issuer.parked</term><description>those given up until released; tag issuer</description></item>
/// <item><term>cardswitch.issuer.served</term><description>1 while it gets requests, 0 while its breaker is open; tag
/// issuer</description></item>
/// <item><term>cardswitch.issuer.pending</term><description>requests waiting; tag issuer</description></item>
/// <item><term>cardswitch.issuer.links</term><description>links up; tag issuer</description></item>
/// <item><term>cardswitch.shops</term><description>open connections of shops</description></item>
/// </list>
/// Every measurement also has the tag station.
/// </summary>
internal sealed class StationMeter : IDisposable
{
    private readonly Meter meter;
    private readonly TimingsMeter steps;
    private readonly Func<StationSnapshot> read;

    internal StationMeter(Func<StationSnapshot> read, StationTimings timings, TimeProvider time)
    {
        this.read = read;
        steps = new TimingsMeter(timings, time);
        meter = new Meter(TimingsMeter.Name);
        meter.CreateObservableCounter("cardswitch.requests", () => One(s => s.Traffic.Received));
        meter.CreateObservableCounter("cardswitch.repeats", () => One(s => s.Traffic.Repeats));
        meter.CreateObservableCounter("cardswitch.taken_over", TakenOver);
        meter.CreateObservableCounter("cardswitch.own_answers", OwnAnswers);
        meter.CreateObservableCounter("cardswitch.issuer.requests", () => ByIssuer(i => i.Counts.Requests));
        meter.CreateObservableCounter("cardswitch.issuer.outcomes", Outcomes);
        meter.CreateObservableCounter("cardswitch.issuer.reversals", () => ByIssuer(i => i.Counts.Reversals));
        meter.CreateObservableCounter("cardswitch.issuer.forwarded", () => ByIssuer(i => i.Counts.Forwarded));
        meter.CreateObservableGauge("cardswitch.issuer.queued", () => ByIssuer(i => i.Queued));
        meter.CreateObservableGauge("cardswitch.issuer.parked", () => ByIssuer(i => i.Parked));
        meter.CreateObservableGauge("cardswitch.issuer.served", () => ByIssuer(i => i.IsServed ? 1 : 0));
        meter.CreateObservableGauge("cardswitch.issuer.pending", () => ByIssuer(i => i.Pending));
        meter.CreateObservableGauge("cardswitch.issuer.links", () => ByIssuer(i => i.LinksUp));
        meter.CreateObservableGauge("cardswitch.shops", () => One(s => s.Connections));
    }

    public void Dispose()
    {
        meter.Dispose();
        steps.Dispose();
    }

    private Measurement<long> One(Func<StationSnapshot, long> count)
    {
        StationSnapshot snapshot = read();
        return new Measurement<long>(count(snapshot), Tag("station", snapshot.Station));
    }

    private IEnumerable<Measurement<long>> ByIssuer(Func<IssuerSnapshot, long> count)
    {
        StationSnapshot snapshot = read();
        return snapshot.Issuers.Select(issuer => new Measurement<long>(
            count(issuer), Tag("station", snapshot.Station), Tag("issuer", issuer.Issuer)));
    }

    private IEnumerable<Measurement<long>> TakenOver()
    {
        StationSnapshot snapshot = read();
        (string Kind, long Count)[] taken = [("reversal", snapshot.Traffic.Reversals), ("advice", snapshot.Traffic.Advices)];
        return taken.Select(of => new Measurement<long>(of.Count, Tag("station", snapshot.Station), Tag("kind", of.Kind)));
    }

    private IEnumerable<Measurement<long>> OwnAnswers()
    {
        StationSnapshot snapshot = read();
        TrafficCounts counts = snapshot.Traffic;
        (string Code, long Count)[] answers =
        [
            ("12", counts.InvalidTransaction), ("14", counts.InvalidCardNumber), ("15", counts.NoSuchIssuer),
            ("30", counts.FormatErrors), ("31", counts.ForeignInstitution), ("63", counts.MacFailures),
            ("90", counts.CutOver), ("91", counts.IssuerUnavailable),
            ("92", counts.NoRoute), ("94", counts.RepeatsDiffering + counts.Replays), ("96", counts.Overloaded),
        ];
        return answers.Select(answer => new Measurement<long>(
            answer.Count, Tag("station", snapshot.Station), Tag("code", answer.Code)));
    }

    private IEnumerable<Measurement<long>> Outcomes()
    {
        StationSnapshot snapshot = read();
        return snapshot.Issuers.SelectMany(issuer => Outcomes(issuer.Counts).Select(o => new Measurement<long>(
            o.Count, Tag("station", snapshot.Station), Tag("issuer", issuer.Issuer), Tag("outcome", o.Outcome))));
    }

    private static (string Outcome, long Count)[] Outcomes(IssuerCounts counts) =>
    [
        ("approved", counts.Approved), ("declined", counts.Declined), ("timed_out", counts.TimedOut),
        ("late", counts.Late), ("unmatched", counts.Unmatched), ("undelivered", counts.Undelivered),
        ("malformed", counts.Malformed), ("given_up", counts.GivenUp), ("stood_in", counts.StoodIn),
        ("mac_failed", counts.MacFailures),
    ];

    private static KeyValuePair<string, object?> Tag(string name, object value) => new(name, value);
}
