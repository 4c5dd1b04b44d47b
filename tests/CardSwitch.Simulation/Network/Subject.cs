namespace CardSwitch.Simulation.Network;

/// <summary>What a message is about, as its sender knows without reading it; no model decides by it.</summary>
/// <param name="Transaction">The transaction; below 0: none, or the bytes are not what they were meant to be.</param>
/// <param name="IsReversal">Whether it is a reversal or the answer to one.</param>
internal readonly record struct Subject(int Transaction, bool IsReversal)
{
    /// <summary>Whoever wants to know must read.</summary>
    internal static Subject Unknown => new(-1, false);
}
