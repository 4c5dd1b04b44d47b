namespace CardSwitch.Kills;

/// <summary>The station does not do what it should, so that there is nothing to compare.</summary>
internal sealed class StationGoneException(string message) : Exception(message);
