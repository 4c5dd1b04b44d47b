namespace CardSwitch.Load.Report;

/// <summary>How busy the machine is, so that a reader can tell a disturbed run.</summary>
internal static class MachineLoad
{
    private const string Source = "/proc/loadavg";

    /// <summary>The load average of the last minute.</summary>
    public static string Read() => File.Exists(Source) ? File.ReadAllText(Source).Split(' ')[0] : "unknown";
}
