using System.Diagnostics;
using System.Text;

namespace CardSwitch.Kills;

/// <summary>One life of the station.</summary>
internal sealed class StationProcess : IDisposable
{
    private const int TerminateSignal = 15;

    private readonly Process process;
    private readonly StringBuilder said = new();

    internal StationProcess(string configFile)
    {
        string station = typeof(Station.Configuration.StationFile).Assembly.Location;
        process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [station, "station", "--config", configFile, "--quiet"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    internal bool HasEnded => process.HasExited;

    /// <summary>What it wrote, both streams.</summary>
    internal string Said
    {
        get
        {
            lock (said) return said.ToString();
        }
    }

    /// <summary>SIGKILL: nothing in the process runs any more.</summary>
    internal async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, the orderly end. Returns the exit code.</summary>
    internal async Task<int> StopAsync()
    {
        using Process kill = Process.Start("kill", [$"-{TerminateSignal}", $"{process.Id}"]);
        await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }

    private void Note(string? line)
    {
        if (line is null) return;
        lock (said) said.AppendLine(line);
    }
}
