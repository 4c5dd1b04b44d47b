using System.Globalization;

namespace CardSwitch.Load.Processes;

/// <summary>What a child process has used since it started, and its memory now.</summary>
/// <param name="AllocatedBytes">Managed bytes allocated, exact.</param>
/// <param name="CpuUs">User and kernel time of all threads, in microseconds.</param>
/// <param name="ResidentBytes">VmRSS: private and shared pages.</param>
/// <param name="AnonymousBytes">RssAnon: the private part: managed and native heaps, stacks, generated code.</param>
internal readonly record struct MiddleStats(long AllocatedBytes, long CpuUs, long ResidentBytes, long AnonymousBytes)
{
    /// <summary>Of the calling process.</summary>
    public static MiddleStats Now() => new(
        GC.GetTotalAllocatedBytes(precise: true),
        (long)Environment.CpuUsage.TotalTime.TotalMicroseconds,
        ProcessMemory.Read("VmRSS"),
        ProcessMemory.Read("RssAnon"));

    public string ToLine() =>
        string.Create(CultureInfo.InvariantCulture, $"stats {AllocatedBytes} {CpuUs} {ResidentBytes} {AnonymousBytes}");

    public static MiddleStats Parse(string line)
    {
        long[] values = [.. line.Split(' ').Skip(1).Select(word => long.Parse(word, CultureInfo.InvariantCulture))];
        return new MiddleStats(values[0], values[1], values[2], values[3]);
    }
}
