namespace CardSwitch.Journal;

/// <summary>Told by a journal's thread what becomes of its records.</summary>
internal interface IJournalEvents
{
    /// <summary>Records up to this number are durable.</summary>
    void Durable(long upTo);

    /// <summary>The store cannot be reached; told once, until it can be.</summary>
    void Unreachable(string why);

    /// <summary>The store is reached again.</summary>
    void Reachable();

    /// <summary>The journal is dead: nothing is written any more. Told once, and nothing afterwards.</summary>
    void Failed(JournalFault fault, string why, Exception cause);
}
