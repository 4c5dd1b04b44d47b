namespace CardSwitch.Load.Scenarios;

/// <summary>How long and how often.</summary>
internal sealed record RunSettings(TimeSpan WarmUp, TimeSpan Measured, int Rounds);
