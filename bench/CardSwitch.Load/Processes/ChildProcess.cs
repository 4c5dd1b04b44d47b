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

    public MiddleStats Stats()
    {
        process.StandardInput.WriteLine(ControlChannel.StatsRequest);
        process.StandardInput.Flush();
        string line = process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException("The child process ended during the run.");
        return MiddleStats.Parse(line);
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromSeconds(5))) process.Kill();
        process.Dispose();
    }
}
