using CardSwitch.Load.Report;

namespace CardSwitch.Load.Client;

/// <summary>What one run showed, seen from the shops.</summary>
/// <param name="Latency">Replies of the measured interval.</param>
/// <param name="PerSecond">Replies a second in it.</param>
/// <param name="Wrong">Replies of the whole run that failed a check.</param>
/// <param name="Lost">Requests of the whole run that were never answered.</param>
/// <param name="FirstFault">What was wrong with the first wrong reply.</param>
internal sealed record ClientResult(
    LatencyHistogram Latency, double PerSecond, long Wrong, long Lost, ReplyFault FirstFault);
