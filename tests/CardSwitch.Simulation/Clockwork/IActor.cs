namespace CardSwitch.Simulation.Clockwork;

/// <summary>Whom time wakes.</summary>
internal interface IActor
{
    /// <summary>The hour has come that was asked for; what for is the actor's own business.</summary>
    void Wake(int reason, long detail);
}
