namespace CardSwitch.Switching;

/// <summary>
/// When a batch of frames came: times are the same for all frames of one read, in ns from any fixed origin.
/// </summary>
/// <param name="ReadAt">When the bytes had been read.</param>
/// <param name="EnteredAt">When the core was entered with them.</param>
/// <param name="UnixMs">The wall clock then, in ms since 1970. It may step; nothing waits by it.</param>
/// <param name="StepClock">
/// Reads the time for this batch's single steps; null for most batches, because a reading costs a tenth of a whole
/// transaction.
/// </param>
internal readonly record struct Moment(long ReadAt, long EnteredAt, long UnixMs = 0, Func<long>? StepClock = null);
