namespace CardSwitch;

/// <summary>How a process's sockets get their threads; to be chosen before the first socket of the process is made.</summary>
public static class SocketThreads
{
    private const string Inline = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";
    private const string Count = "DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT";

    /// <summary>
    /// Lets one thread wait for all sockets and do what they bring, in place of handing each event to the thread pool.
    /// Right for a process that is a station and little else: the core is entered by one thread at a time anyway, so
    /// threads that wait for each other only cost. Issuers in this process still run on the thread pool. Variables that
    /// are set already are left as they are. It has an effect on Linux; elsewhere the system has one way only.
    /// </summary>
    public static void UseOne()
    {
        SetUnlessSet(Inline);
        SetUnlessSet(Count);
    }

    private static void SetUnlessSet(string variable)
    {
        if (Environment.GetEnvironmentVariable(variable) is null) Environment.SetEnvironmentVariable(variable, "1");
    }
}
