using System.Globalization;

namespace CardSwitch.Load.Processes;

/// <summary>The calling process's memory as Linux accounts it.</summary>
internal static class ProcessMemory
{
    /// <param name="name">A name of /proc/self/status whose value is in kB.</param>
    /// <returns>Bytes; zero where the system does not tell.</returns>
    public static long Read(string name)
    {
        const string status = "/proc/self/status";
        if (!File.Exists(status)) return 0;
        string? line = File.ReadLines(status).FirstOrDefault(text => text.StartsWith(name + ":", StringComparison.Ordinal));
        string? kilobytes = line?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(1);
        return kilobytes is null ? 0 : 1024 * long.Parse(kilobytes, CultureInfo.InvariantCulture);
    }
}
