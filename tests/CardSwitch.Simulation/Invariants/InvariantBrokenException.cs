namespace CardSwitch.Simulation.Invariants;

/// <summary>Something happened that must not. It ends the simulation.</summary>
/// <param name="invariant">Its number; 0: what is said of the end, or of no invariant in particular.</param>
/// <param name="transaction">The transaction concerned, or -1.</param>
/// <param name="message">What happened.</param>
internal sealed class InvariantBrokenException(int invariant, int transaction, string message) : Exception(message)
{
    internal int Invariant => invariant;

    internal int Transaction => transaction;
}
