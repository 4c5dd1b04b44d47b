using CardSwitch.Issuing;
using CardSwitch.StandIn;
using CardSwitch.StoreAndForward;

namespace CardSwitch.Switching;

/// <summary>All that the core is told of one issuer.</summary>
/// <param name="Profile">How it is spoken to.</param>
/// <param name="Forward">How advices are brought to it.</param>
/// <param name="StandIn">What may be approved in its place; null: nothing.</param>
internal sealed record IssuerService(IssuerProfile Profile, ForwardSettings Forward, StandInRules? StandIn);
