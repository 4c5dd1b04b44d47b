namespace CardSwitch.Journal;

/// <summary>What waits for the journal.</summary>
public enum JournalMode
{
    /// <summary>Nothing is kept.</summary>
    None,

    /// <summary>Nothing waits, up to a bounded lag; a crash loses at most the records within it.</summary>
    Behind,

    /// <summary>Whatever depends on a record leaves when the record is durable: requests, answers, reversals, advices.</summary>
    BeforeReply,
}
