namespace CardSwitch.Station.Simulators;

/// <summary>Something that does what is due at every beat of a <see cref="Pulse"/>.</summary>
internal interface IBeat
{
    /// <param name="now">A timestamp of <see cref="System.Diagnostics.Stopwatch"/>.</param>
    void Beat(long now);
}
