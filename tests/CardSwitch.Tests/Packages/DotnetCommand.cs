using System.Diagnostics;
using System.Text;

namespace CardSwitch.Tests.Packages;

/// <summary>Runs the SDK that runs these tests, apart from the build that may be under way around them.</summary>
internal static class DotnetCommand
{
    // A pack or a build takes seconds; on a machine with much else to do, a minute. Past this something hangs.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private static readonly string Host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>Runs to the end and returns the output; a failure throws, with the output.</summary>
    internal static async Task<string> RunAsync(string folder, params string[] arguments)
    {
        using Process process = Start(folder, arguments);
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience);
        var text = new StringBuilder();
        Task reading = Task.WhenAll(ReadAsync(process.StandardOutput, text), ReadAsync(process.StandardError, text));
        try
        {
            await process.WaitForExitAsync(patience.Token);
            await reading.WaitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} did not end:\n{text}");
        }
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{text}");
        }
        return text.ToString();
    }

    internal static Process Start(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Host, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What `dotnet test` tells its own build is not meant for another one; and a build server that outlives the
        // command would keep its output open.
        foreach (string name in start.Environment.Keys.Where(IsOfABuild).ToArray()) start.Environment.Remove(name);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        return Process.Start(start)!;
    }

    private static bool IsOfABuild(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase);

    private static async Task ReadAsync(StreamReader reader, StringBuilder text)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (text) text.AppendLine(line);
        }
    }
}
