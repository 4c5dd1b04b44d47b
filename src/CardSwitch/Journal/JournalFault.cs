namespace CardSwitch.Journal;

/// <summary>Why a store failed, and so what a station may do about it.</summary>
public enum JournalFault
{
    /// <summary>The medium failed, or may have: what was not confirmed is unknown for ever. The station stops taking money.</summary>
    Broken,

    /// <summary>No room is left. The station stops taking money.</summary>
    Full,

    /// <summary>The store cannot be reached now, and what was asked has surely not been done: it may be asked again.</summary>
    Unreachable,

    /// <summary>Another owner has taken the journal over. The station stops, and may not write again.</summary>
    Fenced,

    /// <summary>What is there cannot be read, or was altered, or is of another version.</summary>
    Corrupt,
}
