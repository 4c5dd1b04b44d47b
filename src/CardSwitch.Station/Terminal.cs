using System.Diagnostics;
using System.Text;

namespace CardSwitch.Station;

/// <summary>Where a command reads and writes: the process's own streams, or a test's.</summary>
/// <param name="Input">Standard input, as bytes.</param>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="IsInteractive">Whether output goes to a screen that can be redrawn.</param>
internal sealed record Terminal(Stream Input, TextWriter Out, TextWriter Error, bool IsInteractive)
{
    /// <summary>Standard output, for commands that write bytes to it and no text.</summary>
    internal Stream OutBytes { get; init; } = Stream.Null;

    /// <summary>When the process began, or the test: a timestamp of <see cref="Stopwatch"/>.</summary>
    internal long StartedAt { get; init; } = Stopwatch.GetTimestamp();

    /// <summary>What time it is, for commands that count back from today.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;

    internal static Terminal OfProcess()
    {
        // Written in large pieces: a file of a million messages is decoded to a pipe.
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        Stream bytes = Console.OpenStandardOutput();
        var output = new StreamWriter(bytes, utf8, 1 << 16) { AutoFlush = false };
        return new Terminal(Console.OpenStandardInput(), output, Console.Error, !Console.IsOutputRedirected)
        {
            OutBytes = bytes,
            StartedAt = ProcessStart(),
        };
    }

    private static long ProcessStart()
    {
        using var process = Process.GetCurrentProcess();
        TimeSpan age = DateTime.Now - process.StartTime;
        return Stopwatch.GetTimestamp() - (long)(age.TotalSeconds * Stopwatch.Frequency);
    }
}
