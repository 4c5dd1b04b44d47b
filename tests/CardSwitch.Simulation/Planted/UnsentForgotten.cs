using CardSwitch.Simulation.Stations;

namespace CardSwitch.Simulation.Planted;

/// <summary>The core is not told which answers have not left.</summary>
internal sealed class UnsentForgotten : Plant
{
    internal override string Description => "an approval that could not be delivered is not reversed";

    internal override bool NotSent(Station station, StationLink link, ReadOnlySpan<byte> frame) => false;
}
