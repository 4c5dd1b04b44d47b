namespace CardSwitch.Simulation.Network;

/// <summary>The two ends of a session.</summary>
internal enum End
{
    /// <summary>Who connected.</summary>
    Client,

    /// <summary>Who was connected to.</summary>
    Server,
}
