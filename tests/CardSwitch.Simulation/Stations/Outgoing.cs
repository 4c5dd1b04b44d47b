namespace CardSwitch.Simulation.Stations;

/// <summary>A message that has not left the station yet.</summary>
/// <param name="Slot">Where it is kept.</param>
/// <param name="After">The record that must be durable first; 0: none.</param>
internal readonly record struct Outgoing(int Slot, long After);
