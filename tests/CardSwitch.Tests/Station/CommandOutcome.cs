using CardSwitch.Station;
using CardSwitch.Station.Commands;

namespace CardSwitch.Tests.Station;

/// <summary>What a command printed and how it ended, run within the test's process.</summary>
internal sealed record CommandOutcome(int ExitCode, string Output, string Error)
{
    internal string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    internal static Task<CommandOutcome> OfAsync(params string[] args) => OfAsync([], default, args);

    internal static async Task<CommandOutcome> OfAsync(
        byte[] input, CancellationToken cancellation, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal(
            new MemoryStream(input), TextWriter.Synchronized(output), TextWriter.Synchronized(error), false);
        int code = await CommandLine.RunAsync(args, terminal, cancellation);
        return new CommandOutcome(code, output.ToString(), error.ToString());
    }
}
