using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using CardSwitch.Journal;

namespace CardSwitch.Station.Commands;

/// <summary>The whole command line: what commands there are, and how a wrong one is answered.</summary>
internal static partial class CommandLine
{
    internal static async Task<int> RunAsync(
        string[] args, Terminal terminal, CancellationToken cancellation = default)
    {
        Command root = Build(terminal);
        try
        {
            ParseResult parsed = root.Parse(args);
            if (parsed.Action is ParseErrorAction)
            {
                throw new UsageException(
                    $"{CardNumber().Replace(parsed.Errors[0].Message, "[number]")} See '{PathOf(parsed.CommandResult)} --help'.");
            }
            var configuration = new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null, // each command ends in its own order, see StopSignals
            };
            return await parsed.InvokeAsync(configuration, cancellation);
        }
        catch (UsageException wrong)
        {
            await terminal.Out.FlushAsync(CancellationToken.None);
            await terminal.Error.WriteLineAsync($"cardswitch: {wrong.Message}");
            return ExitCode.Usage;
        }
        catch (JournalStoreException failed)
        {
            await terminal.Out.FlushAsync(CancellationToken.None);
            await terminal.Error.WriteLineAsync($"cardswitch: the journal: {failed.Message}");
            return ExitCode.Journal;
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

    private static CommandWithExamples Build(Terminal terminal)
    {
        // Not a RootCommand, whose name would be that of the executable file.
        var root = new CommandWithExamples(
            "cardswitch", "A card-payment switch, its simulators and its tools.",
            "cardswitch                                   # the demo, until Ctrl-C",
            "cardswitch demo --drill                      # with a bank in trouble",
            "cardswitch station --config station.json",
            "cardswitch decode messages.hex --json");
        root.Add(new HelpOption { Action = new HelpWithExamples(new HelpAction()) });
        root.Add(new VersionOption());
        root.Add(DemoCommand.Build(terminal));
        root.Add(StationCommand.Build(terminal));
        root.Add(BankCommand.Build(terminal));
        root.Add(ShopCommand.Build(terminal));
        root.Add(ReplayCommand.Build(terminal));
        root.Add(DecodeCommand.Build(terminal));
        root.Add(EncodeCommand.Build(terminal));
        root.Add(DiffCommand.Build(terminal));
        root.Add(GuessCommand.Build(terminal));
        root.Add(FormatsCommand.Build(terminal));
        root.Add(ConvertCommand.Build(terminal));
        root.Add(JournalCommand.Build(terminal));
        root.Add(KeysCommand.Build(terminal));
        root.Add(CertsCommand.Build(terminal));
        new DemoCommand().AddTo(root, terminal);
        return root;
    }

    private static string PathOf(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{PathOf(parent)} {command.Command.Name}" : "cardswitch";

    // What was typed in the wrong place may have been a card number, which no error repeats.
    [GeneratedRegex(@"(?<!\d)\d{12,}")]
    private static partial Regex CardNumber();

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
