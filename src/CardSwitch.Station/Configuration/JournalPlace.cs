namespace CardSwitch.Station.Configuration;

/// <summary>Where a station's journal is kept, and where what opens it lies.</summary>
internal sealed record JournalPlace
{
    internal required JournalStoreKind Store { get; init; }

    /// <summary>The station's name: a shared store keeps the journals of several, and keys are derived with it.</summary>
    internal required string Station { get; init; }

    /// <summary>Of an embedded store: the folder of its files.</summary>
    internal string Directory { get; init; } = "";

    /// <summary>Of a shared store: how to reach the database, without a password.</summary>
    internal string Connection { get; init; } = "";

    /// <summary>The file with the database's password; empty: the environment says it (PGPASSWORD), or none is needed.</summary>
    internal string PasswordFile { get; init; } = "";

    /// <summary>The file with the key; empty where none was named.</summary>
    internal string KeyFile { get; init; } = "";
}
