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

    /// <summary>Of what is not settled, so many bytes are kept in memory; the rest is read back from the store.</summary>
    internal long Memory { get; init; } = 64 << 20;

    /// <summary>When so many bytes are not settled, nothing is appended until fewer are.</summary>
    internal long Backlog { get; init; } = new JournalOptions().MaxBacklog;

    /// <summary>
    /// A group of so many bytes shows a burst. Rows are put off while one lasts, up to half of what may wait: they cost more
    /// than all else, and the processors and the disk are better used for what somebody waits for.
    /// </summary>
    internal int Burst { get; init; } = 32 << 10;

    /// <summary>How long after such a group the burst lasts.</summary>
    internal TimeSpan Lull { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Rows settled at once.</summary>
    internal int Batch { get; init; } = 4096;

    /// <summary>How long fewer records than that are gathered before they are settled: each settlement costs some syncs.</summary>
    internal TimeSpan Gather { get; init; } = TimeSpan.FromMilliseconds(100);
}
