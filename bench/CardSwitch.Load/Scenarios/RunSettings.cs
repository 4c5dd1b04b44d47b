namespace CardSwitch.Load.Scenarios;

/// <summary>How long and how often, and which middle the others are compared with.</summary>
internal sealed record RunSettings(TimeSpan WarmUp, TimeSpan Measured, int Rounds, string Baseline);
