namespace CardSwitch.Links;

/// <summary>
/// Names one connection for as long as it lives: a slot in the station's table, and which use of the slot it is, so
/// that an answer never goes to a later connection in the same slot.
/// </summary>
internal readonly record struct LinkId(int Slot, int Generation);
