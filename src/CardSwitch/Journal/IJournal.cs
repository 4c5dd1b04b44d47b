namespace CardSwitch.Journal;

/// <summary>Takes the core's records in their order.</summary>
internal interface IJournal
{
    /// <summary>Appends a record and returns its number: 1 for the first, and one more for each.</summary>
    long Append(in JournalEntry entry);
}
