namespace CardSwitch.Switching;

/// <summary>Something that an operator should know of.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Issuer">The issuer's position, or -1.</param>
/// <param name="Stan">The trace number concerned, or 0.</param>
/// <param name="Detail">A field number, a count or a business day, as the kind says; else 0.</param>
internal readonly record struct Notice(NoticeKind Kind, int Issuer, int Stan = 0, long Detail = 0);
