using CardSwitch.Journal;

namespace CardSwitch.Station.Configuration;

/// <summary>The section <c>journal</c> of a station's file.</summary>
internal sealed record JournalSettings(JournalMode Mode, int MaxLag, long MaxBacklog, JournalPlace Place);
