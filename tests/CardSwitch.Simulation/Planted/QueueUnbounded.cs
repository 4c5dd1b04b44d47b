using CardSwitch.Switching;

namespace CardSwitch.Simulation.Planted;

/// <summary>The core is told of bounds a hundred times as high as the station has.</summary>
internal sealed class QueueUnbounded : Plant
{
    internal override string Description => "queues have no bound";

    internal override CoreSettings Settings(CoreSettings settings) =>
        settings with { MaxPending = settings.MaxPending * 100, MaxQueued = settings.MaxQueued * 100 };
}
