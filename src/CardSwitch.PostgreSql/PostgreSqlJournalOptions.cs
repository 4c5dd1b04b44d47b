namespace CardSwitch.PostgreSql;

/// <summary>Where a shared journal is, and how long its store waits.</summary>
public sealed class PostgreSqlJournalOptions
{
    /// <summary>
    /// How Npgsql finds the server: <c>Host=db;Database=switch;Username=station</c>. Pooling and time-outs in it are not used.
    /// A proxy that pools sessions by transaction cannot stand between.
    /// </summary>
    public required string ConnectionString { get; init; }

    /// <summary>The schema of the tables; made when there is none.</summary>
    public string Schema { get; init; } = "cardswitch";

    /// <summary>How long connecting may take, in whole seconds, at least 1.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How long a group may take, in whole seconds, at least 1. It is tried on the connection that is there and once more on a new one,
    /// so <see cref="PostgreSqlJournal.Append"/> takes at most twice this and twice <see cref="ConnectTimeout"/>.
    /// </summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long settling, reading and pruning may take, each step by itself, in whole seconds, at least 1.</summary>
    public TimeSpan LongTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long after the last sign of its owner a journal may be taken over by another station, by the server's clock.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Tells when a group renews the lease along with it.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
