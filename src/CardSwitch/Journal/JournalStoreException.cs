namespace CardSwitch.Journal;

/// <summary>A store has failed.</summary>
public sealed class JournalStoreException : Exception
{
    /// <summary>A failure of a kind, told to the operator by its message, which has no bytes of records in it.</summary>
    public JournalStoreException(JournalFault fault, string message, Exception? inner = null)
        : base(message, inner) => Fault = fault;

    /// <summary>What may be done about it.</summary>
    public JournalFault Fault { get; }
}
