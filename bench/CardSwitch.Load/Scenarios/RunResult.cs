using CardSwitch.Load.Client;

namespace CardSwitch.Load.Scenarios;

/// <summary>One run of one scenario through one middle.</summary>
/// <param name="Middle">The middle's name.</param>
/// <param name="Client">What the shops saw.</param>
/// <param name="AllocatedPerTransaction">Bytes in the middle's process; NaN without one.</param>
/// <param name="CpuUsPerTransaction">Microseconds of CPU in the middle's process; NaN without one.</param>
internal sealed record RunResult(
    string Middle, ClientResult Client, double AllocatedPerTransaction, double CpuUsPerTransaction)
{
    public double PerSecond => Client.PerSecond;

    public double QuantileUs(double quantile) => Client.Latency.Quantile(quantile) / 1000;
}
