namespace CardSwitch.Kills;

/// <summary>What a run does.</summary>
internal sealed record KillOptions
{
    /// <summary>How often the station is killed.</summary>
    internal int Kills { get; init; } = 20;

    /// <summary>Draws the moments; the simulators are drawn from it too.</summary>
    internal ulong Seed { get; init; } = 1;

    /// <summary>Purchases a second.</summary>
    internal double Rate { get; init; } = 400;

    /// <summary>Where a PostgreSQL server is reached; null: the journal is an embedded one.</summary>
    internal string? Postgres { get; init; }

    /// <summary>Whether the files are left for a look at them.</summary>
    internal bool KeepsFiles { get; init; }
}
