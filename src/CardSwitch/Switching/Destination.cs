using CardSwitch.Issuing;
using CardSwitch.StandIn;
using CardSwitch.StoreAndForward;

namespace CardSwitch.Switching;

/// <summary>An issuer with what the switch does on its behalf: forwards what it missed, and stands in for it.</summary>
internal sealed record Destination(Issuer Issuer, ForwardQueue Queue, StandInDesk? StandIn);
