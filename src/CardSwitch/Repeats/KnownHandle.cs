namespace CardSwitch.Repeats;

/// <summary>
/// Where a known request is kept, as long as it is; the default value is nowhere. Unlike a reference it outlives the next
/// request.
/// </summary>
internal readonly record struct KnownHandle(int Generation, int Position);
