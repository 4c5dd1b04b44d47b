using CardSwitch.Iso8583;

namespace CardSwitch.Issuing;

/// <summary>What the core has to know of an issuer. Times in ns.</summary>
internal sealed record IssuerProfile(
    string Name, MessageFormat Format, int MaxPending, long TimeOutNs, long AtmTimeOutNs, bool AllowPartialApproval);
