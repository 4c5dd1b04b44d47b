using System.Diagnostics;
using System.Globalization;

namespace CardSwitch.Load.Processes;

/// <summary>This executable, started again as a bank or a middle.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process process;

    private ChildProcess(Process process, int port)
    {
        this.process = process;
        Port = port;
    }

    /// <summary>Where the child listens on the loopback address.</summary>
    public int Port { get; }

    public static ChildProcess Start(params string[] arguments)
    {
        string executable = Environment.ProcessPath!;
        var start = new ProcessStartInfo(executable) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(executable) == "dotnet")
            start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        foreach (string argument in arguments) start.ArgumentList.Add(argument);

        Process process = Process.Start(start)!;
        string? line = process.StandardOutput.ReadLine();
        if (line is null || !line.StartsWith(ControlChannel.Listening, StringComparison.Ordinal))
            throw new InvalidOperationException($"The child process '{string.Join(' ', arguments)}' did not start.");
        return new ChildProcess(
            process, int.Parse(line.AsSpan(ControlChannel.Listening.Length), CultureInfo.InvariantCulture));
    }

    public ProcessUsage Usage()
    {
        (long allocated, long cpuUs) = Ask(ControlChannel.UsageRequest);
        return new ProcessUsage(allocated, cpuUs);
    }

    public ProcessMemory Memory()
    {
        (long resident, long anonymous) = Ask(ControlChannel.MemoryRequest);
        return new ProcessMemory(resident, anonymous);
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromSeconds(5))) process.Kill();
        process.Dispose();
    }

    private (long First, long Second) Ask(string request)
    {
        process.StandardInput.WriteLine(request);
        process.StandardInput.Flush();
        string line = process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException("The child process ended during the run.");
        string[] words = line.Split(' ');
        return (long.Parse(words[0], CultureInfo.InvariantCulture), long.Parse(words[1], CultureInfo.InvariantCulture));
    }
}
