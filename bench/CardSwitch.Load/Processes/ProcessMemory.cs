using System.Globalization;

namespace CardSwitch.Load.Processes;

/// <summary>A process's memory as Linux accounts it; reading it allocates, so it stands apart from the usage.</summary>
/// <param name="ResidentBytes">VmRSS: private and shared pages.</param>
/// <param name="AnonymousBytes">RssAnon: the private part: managed and native heaps, stacks, generated code.</param>
internal readonly record struct ProcessMemory(long ResidentBytes, long AnonymousBytes)
{
    /// <summary>Of the calling process.</summary>
    public static ProcessMemory Now() => new(Read("VmRSS"), Read("RssAnon"));

    private static long Read(string name)
    {
        string line = File.ReadLines("/proc/self/status").First(text => text.StartsWith(name, StringComparison.Ordinal));
        string kilobytes = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1];
        return 1024 * long.Parse(kilobytes, CultureInfo.InvariantCulture);
    }
}
