using System.CommandLine;
using CardSwitch.Iso8583;
using CardSwitch.Station.Formats;

namespace CardSwitch.Station.Commands;

internal static class FormatsCommand
{
    private const string Details =
        """
        Without FORMAT the built-in formats are listed. FORMAT is the name of one, or a spec file (with a / or ending in
        .json), and its table is shown: each field's number, name, type, encoding, length prefix, padding, and the
        elements within it. --json prints its spec file, complete and in the usual order.
        """;

    internal static Command Build(Terminal terminal)
    {
        var name = new Argument<string?>("FORMAT")
        {
            Description = "A built-in format's name, or a spec file.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var json = new Option<bool>("--json") { Description = "Print the format's spec file." };
        var command = new CommandWithExamples(
            "formats", "List the message formats, or show the fields of one.",
            "cardswitch formats",
            "cardswitch formats iso1987-binary",
            "cardswitch formats ./bank-x.json",
            "cardswitch formats iso1987-ascii --json > ours.json")
        {
            Details = Details,
        };
        command.Add(name);
        command.Add(json);
        command.SetAction(async (parsed, _) =>
        {
            bool asFile = parsed.GetValue(json);
            if (parsed.GetValue(name) is not { } text)
            {
                if (asFile) throw new UsageException("--json needs the format whose spec file it is to print.");
                await WriteAsync(terminal, FormatTable.List(MessageFormats.All));
                return ExitCode.Ok;
            }
            MessageFormat format = FormatOption.Load(text);
            if (asFile) await terminal.Out.WriteAsync(FormatFile.Write(format));
            else await WriteAsync(terminal, FormatTable.Of(format));
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task WriteAsync(Terminal terminal, IEnumerable<string> lines)
    {
        foreach (string line in lines) await terminal.Out.WriteLineAsync(line);
    }
}
