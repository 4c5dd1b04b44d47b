using CardSwitch.Issuing;

namespace CardSwitch;

/// <summary>One issuer at one moment.</summary>
/// <param name="Issuer">The issuer's name.</param>
/// <param name="Counts">What was sent to it and what came back, since the start.</param>
/// <param name="Pending">Requests waiting for its answer.</param>
/// <param name="LinksUp">Its links that carry traffic: up, and signed on where that is asked; an issuer in this process has one.</param>
/// <param name="Links">The links it should have.</param>
public sealed record IssuerSnapshot(string Issuer, IssuerCounts Counts, int Pending, int LinksUp, int Links)
{
    /// <summary>Advices, reversals and totals that wait to be forwarded to it.</summary>
    public int Queued { get; init; }

    /// <summary>Those that were given up until <see cref="SwitchServer.ReleaseParked"/>.</summary>
    public int Parked { get; init; }

    /// <summary>Whether it gets requests; not while too many failed and no probe has succeeded.</summary>
    public bool IsServed { get; init; } = true;
}
