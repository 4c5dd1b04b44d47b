namespace CardSwitch.Journal;

/// <summary>
/// Up to which record the journal is durable. Effects that depend on a later one wait. Read and moved under the owner's
/// gate.
/// </summary>
internal sealed class DurableMark
{
    /// <summary>The mark of a station that keeps no journal: nothing waits.</summary>
    internal static readonly DurableMark Always = new() { UpTo = long.MaxValue };

    internal long UpTo { get; set; }
}
