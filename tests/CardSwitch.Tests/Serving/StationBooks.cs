using CardSwitch.Issuing;
using CardSwitch.Switching;

namespace CardSwitch.Tests.Serving;

/// <summary>What must be equal in a station's counts at any moment.</summary>
internal static class StationBooks
{
    /// <param name="managed">Network management messages of shops, which the station does not count by themselves.</param>
    internal static void AssertBalanced(StationSnapshot station, long managed = 0)
    {
        TrafficCounts traffic = station.Traffic;
        IssuerCounts[] counts = [.. station.Issuers.Select(issuer => issuer.Counts)];
        foreach (IssuerSnapshot issuer in station.Issuers)
        {
            IssuerCounts of = issuer.Counts;
            Assert.Equal(of.Requests, of.Approved + of.Declined + of.TimedOut + of.GivenUp + issuer.Pending);
        }
        long refused = traffic.InvalidTransaction + traffic.InvalidCardNumber + traffic.NoSuchIssuer
            + traffic.FormatErrors + traffic.IssuerUnavailable + traffic.NoRoute + traffic.Overloaded + traffic.CutOver
            + traffic.ForeignInstitution + traffic.MacFailures + traffic.Replays + managed;
        long takenOver = traffic.Repeats + traffic.Reversals + traffic.Advices;
        Assert.Equal(traffic.Received, counts.Sum(of => of.Requests) + refused + takenOver + traffic.Unanswerable);

        // What a shop does not read may have been given to its link, or not.
        long undelivered = counts.Sum(of => of.Undelivered);
        long delivered = counts.Sum(of => of.Approved + of.Declined + of.TimedOut) - undelivered;
        Assert.InRange(traffic.Answered, delivered, delivered + undelivered + refused + takenOver);
        // A station that stops asks no issuer either.
        Assert.True(traffic.IssuerUnavailable >= counts.Sum(of => of.Unreachable + of.Shed));
    }
}
