using CardSwitch.Issuing;
using CardSwitch.Switching;

namespace CardSwitch.Tests.Serving;

/// <summary>What must be equal in a station's counts at any moment.</summary>
internal static class StationBooks
{
    internal static void AssertBalanced(StationSnapshot station)
    {
        TrafficCounts traffic = station.Traffic;
        IssuerCounts[] counts = [.. station.Issuers.Select(issuer => issuer.Counts)];
        foreach (IssuerSnapshot issuer in station.Issuers)
        {
            IssuerCounts of = issuer.Counts;
            Assert.Equal(of.Requests, of.Approved + of.Declined + of.TimedOut + issuer.Pending);
        }
        long refused = traffic.InvalidTransaction + traffic.InvalidCardNumber + traffic.NoSuchIssuer
            + traffic.FormatErrors + traffic.IssuerUnavailable + traffic.NoRoute + traffic.Overloaded;
        Assert.Equal(traffic.Received, counts.Sum(of => of.Requests) + refused + traffic.Unanswerable);

        // A refusal that a shop does not read is the one answer that is counted nowhere else.
        long delivered = counts.Sum(of => of.Approved + of.Declined + of.TimedOut - of.Undelivered);
        Assert.InRange(traffic.Answered, delivered, delivered + refused);
        Assert.Equal(traffic.IssuerUnavailable, counts.Sum(of => of.Unreachable + of.Shed));
    }
}
