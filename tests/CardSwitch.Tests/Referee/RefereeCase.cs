using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Referee;

/// <summary>A message, the frame that this library made of it, and what the dissector made of the frame.</summary>
internal sealed record RefereeCase(SlowMessage Message, byte[] Frame, DissectedMessage Read);
