namespace CardSwitch.Journal;

/// <summary>What bounds the writer of a journal, in bytes of records and in rows.</summary>
internal sealed record JournalLimits
{
    /// <summary>A group has at most so many bytes, or one record.</summary>
    internal int Group { get; init; } = 1 << 20;

    /// <summary>When so many bytes wait to be appended, no new request is taken.</summary>
    internal long Requests { get; init; } = 64 << 20;

    /// <summary>When so many wait, no advice or reversal is taken either. The rest is for outcomes of what was taken.</summary>
    internal long Advices { get; init; } = 96 << 20;

    /// <summary>When so many bytes are not settled, a batch is settled after every group.</summary>
    internal long SettleBetween { get; init; } = 192 << 20;

    /// <summary>When so many are not, nothing is appended until fewer are.</summary>
    internal long SettleFirst { get; init; } = 256 << 20;

    /// <summary>Rows settled at once while appends may come.</summary>
    internal int Batch { get; init; } = 256;

    /// <summary>Rows settled at once when appends must wait anyway.</summary>
    internal int LargeBatch { get; init; } = 4096;

    /// <summary>How long nothing must have come to append before rows are settled.</summary>
    internal TimeSpan Quiet { get; init; } = TimeSpan.FromMilliseconds(5);
}
