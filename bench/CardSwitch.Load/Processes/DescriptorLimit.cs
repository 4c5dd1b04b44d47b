using System.Globalization;

namespace CardSwitch.Load.Processes;

/// <summary>
/// The process's limit of open files. The runtime raises the soft limit to the hard one when it starts, so what stands
/// here is all there is.
/// </summary>
internal static class DescriptorLimit
{
    // Runtime, standard streams, epoll, listener and the bank's connections.
    private const int Reserve = 200;

    /// <summary>Null when that many connections fit, else what to do.</summary>
    public static string? Shortage(int connections)
    {
        const string limits = "/proc/self/limits";
        string? line = File.Exists(limits)
            ? File.ReadLines(limits).FirstOrDefault(text => text.StartsWith("Max open files", StringComparison.Ordinal))
            : null;
        string? soft = line?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(3);
        if (!long.TryParse(soft, CultureInfo.InvariantCulture, out long limit) || limit >= connections + Reserve) return null;
        return FormattableString.Invariant(
            $"{connections} connections need {connections + Reserve} open files and the hard limit is {limit}: raise it with 'ulimit -Hn' as root, or ask for fewer with --connections.");
    }
}
