namespace CardSwitch.Switching;

/// <summary>What became of the attempt to forward a request.</summary>
internal enum Verdict
{
    /// <summary>It is on its way to the issuer.</summary>
    Forwarded,

    /// <summary>The issuer cannot be asked now.</summary>
    Unavailable,

    /// <summary>The issuer's format or framing cannot carry it.</summary>
    Unusable,
}
