namespace CardSwitch.Journal;

/// <summary>Takes the core's records in their order.</summary>
internal interface IJournal
{
    /// <summary>Appends a record and returns its number: 1 for the first, and one more for each.</summary>
    long Append(in JournalEntry entry);

    /// <summary>Whether records of new requests are taken: not while too many wait to be written, and never after a fault.</summary>
    bool TakesRequests => true;

    /// <summary>The same for advices and reversals, which get room for longer.</summary>
    bool TakesAdvices => true;
}
