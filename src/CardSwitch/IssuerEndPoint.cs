namespace CardSwitch;

/// <summary>One address of an issuer, and how many connections to keep to it; they are used in turn.</summary>
public sealed record IssuerEndPoint(string Host, int Port, int Connections = 1);
