namespace CardSwitch.Journal;

/// <summary>What became of a journal's verification.</summary>
/// <param name="Verified">How many rows are in order, from the first on.</param>
/// <param name="Wrong">The first number that is wrong; 0 when none is.</param>
/// <param name="What">What is wrong with it; null when nothing is.</param>
public sealed record JournalVerdict(long Verified, long Wrong, string? What)
{
    /// <summary>Whether every row is as it was written.</summary>
    public bool IsIntact => What is null;
}
