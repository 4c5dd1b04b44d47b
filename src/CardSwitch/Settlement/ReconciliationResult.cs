namespace CardSwitch.Settlement;

/// <summary>How a comparison of totals ended; the numbers are those of DE 66 in the 1987 edition.</summary>
internal enum ReconciliationResult : byte
{
    /// <summary>Not compared.</summary>
    None = 0,

    Balanced = 1,

    OutOfBalance = 2,

    /// <summary>The totals cannot be read, or there are none.</summary>
    Error = 3,
}
