using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace CardSwitch.Station.Commands;

/// <summary>The whole command line: what commands there are, and how a wrong one is answered.</summary>
internal static class CommandLine
{
    internal static async Task<int> RunAsync(string[] args, Terminal terminal)
    {
        RootCommand root = Build(terminal);
        ParseResult parsed = root.Parse(args);
        try
        {
            if (parsed.Action is ParseErrorAction)
            {
                throw new UsageException($"{parsed.Errors[0].Message} See '{PathOf(parsed.CommandResult)} --help'.");
            }
            var configuration = new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null, // each command ends in its own order, see StopSignals
            };
            return await parsed.InvokeAsync(configuration);
        }
        catch (UsageException wrong)
        {
            await terminal.Out.FlushAsync();
            await terminal.Error.WriteLineAsync($"cardswitch: {wrong.Message}");
            return ExitCode.Usage;
        }
        catch (IOException closed) when (closed.HResult == BrokenPipe)
        {
            return ExitCode.Ok; // the reader of our output (head, less) has seen enough
        }
        finally
        {
            await FlushAsync(terminal);
        }
    }

    private const int BrokenPipe = 32;

    private static RootCommand Build(Terminal terminal)
    {
        string[] examples =
        [
            "cardswitch decode 0200.hex",
        ];
        var root = new RootCommand("CardSwitch: a card-payment switch, its simulators and tools.");
        root.Subcommands.Add(DecodeCommand.Build(terminal));

        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!, examples);
        return root;
    }

    private static string PathOf(System.CommandLine.Parsing.CommandResult command) =>
        command.Command is RootCommand ? "cardswitch" : $"cardswitch {command.Command.Name}";

    private static async Task FlushAsync(Terminal terminal)
    {
        try
        {
            await terminal.Out.FlushAsync();
        }
        catch (IOException)
        {
            // Nobody reads any more.
        }
    }
}
