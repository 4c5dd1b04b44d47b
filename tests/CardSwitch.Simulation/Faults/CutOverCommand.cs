using CardSwitch.Simulation.Clockwork;
using CardSwitch.Simulation.Stations;

namespace CardSwitch.Simulation.Faults;

/// <summary>An operator opens the next business day at a station.</summary>
internal sealed class CutOverCommand(Station station) : IActor
{
    public void Wake(int reason, long detail)
    {
        if (station.IsRunning) station.CutOver();
    }
}
