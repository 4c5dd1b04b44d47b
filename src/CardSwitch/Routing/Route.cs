namespace CardSwitch.Routing;

/// <summary>
/// One row of a routing table: a prefix (<c>476173</c>) or an inclusive range (<c>2221-2720</c>) of 2 to 19 digits,
/// and the issuer that owns the cards.
/// </summary>
public sealed record Route(string Range, string Issuer);
