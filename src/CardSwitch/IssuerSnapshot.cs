using CardSwitch.Issuing;

namespace CardSwitch;

/// <summary>One issuer at one moment.</summary>
/// <param name="Issuer">The issuer's name.</param>
/// <param name="Counts">What was sent to it and what came back, since the start.</param>
/// <param name="Pending">Requests waiting for its answer.</param>
/// <param name="LinksUp">Its links that are up; an issuer in this process has one.</param>
/// <param name="Links">The links it should have.</param>
public sealed record IssuerSnapshot(string Issuer, IssuerCounts Counts, int Pending, int LinksUp, int Links);
