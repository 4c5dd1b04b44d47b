namespace CardSwitch.Station.Configuration;

/// <summary>What a station's file says.</summary>
/// <param name="Options">The station's options.</param>
/// <param name="Journal">The section <c>journal</c>; null without one.</param>
internal sealed record LoadedStation(StationOptions Options, JournalSettings? Journal);
