namespace CardSwitch;

/// <summary>A certificate that a station shows on its links.</summary>
/// <param name="Link">The listener's or issuer's name.</param>
/// <param name="Subject">The subject's distinguished name.</param>
/// <param name="NotAfter">When it ends; links that are open then stay, and no new one comes about.</param>
public sealed record CertificateSnapshot(string Link, string Subject, DateTimeOffset NotAfter);
