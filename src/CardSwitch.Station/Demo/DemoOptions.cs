namespace CardSwitch.Station.Demo;

/// <summary>How large and how long a demo is.</summary>
internal sealed record DemoOptions
{
    /// <summary>How long purchases are made; null until Ctrl-C.</summary>
    internal double? Seconds { get; init; }

    /// <summary>Purchases a second in all regions together.</summary>
    internal double Rate { get; init; } = 3000;

    /// <summary>Shops in all regions together, each with a connection of its own.</summary>
    internal int Shops { get; init; } = 12;

    internal ulong Seed { get; init; } = 1;

    /// <summary>Whether a bank is made slow, cut off and brought back.</summary>
    internal bool Drill { get; init; }

    /// <summary>Where the stations keep their journals; null: they keep none.</summary>
    internal DemoJournal? Journal { get; init; }
}
