namespace CardSwitch.Simulation.Network;

/// <summary>What a direction of a line does to messages while a fault lasts.</summary>
/// <param name="LossBasis">How many in ten thousand vanish.</param>
/// <param name="DuplicateBasis">How many in ten thousand arrive twice, the second time perhaps much later.</param>
/// <param name="StalledUntil">Nothing arrives before this time, in ns.</param>
internal readonly record struct Faultiness(int LossBasis, int DuplicateBasis, long StalledUntil);
