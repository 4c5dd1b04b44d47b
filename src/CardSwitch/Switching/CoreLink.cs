using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Links;

namespace CardSwitch.Switching;

/// <summary>A connection as the core sees it: who is at the other end, and the format spoken there.</summary>
/// <param name="Id">The connection.</param>
/// <param name="Parser">Reads its messages.</param>
/// <param name="Issuer">The issuer at the other end, or null for a shop.</param>
internal sealed record CoreLink(LinkId Id, MessageParser Parser, Issuer? Issuer)
{
    internal MessageFormat Format => Parser.Format;
}
