namespace CardSwitch.Load.Processes;

/// <summary>What a child process has used since it started.</summary>
/// <param name="AllocatedBytes">Managed bytes allocated, exact.</param>
/// <param name="CpuUs">User and kernel time of all threads, in microseconds.</param>
internal readonly record struct ProcessUsage(long AllocatedBytes, long CpuUs)
{
    /// <summary>Of the calling process.</summary>
    public static ProcessUsage Now() => new(
        GC.GetTotalAllocatedBytes(precise: true), (long)Environment.CpuUsage.TotalTime.TotalMicroseconds);
}
