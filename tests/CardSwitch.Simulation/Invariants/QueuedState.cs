namespace CardSwitch.Simulation.Invariants;

/// <summary>Where something queued stands.</summary>
internal enum QueuedState : byte
{
    Waiting,
    Parked,
    Done,
}
