namespace CardSwitch.Journal;

/// <summary>Which settled rows are wanted: those that fit every value given.</summary>
public sealed record JournalQuery
{
    /// <summary>Rows with this number or a higher one.</summary>
    public long From { get; init; } = 1;

    /// <summary>Rows up to this number.</summary>
    public long To { get; init; } = long.MaxValue;

    /// <summary>The business day.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>A card's token, 16 bytes.</summary>
    public ReadOnlyMemory<byte> CardToken { get; init; }

    /// <summary>DE 41, without padding.</summary>
    public string? Terminal { get; init; }

    /// <summary>DE 37.</summary>
    public string? Rrn { get; init; }

    /// <summary>A transaction's key, 16 bytes.</summary>
    public ReadOnlyMemory<byte> Key { get; init; }

    /// <summary>What the row says, or 0 for any.</summary>
    public int Kind { get; init; }
}
