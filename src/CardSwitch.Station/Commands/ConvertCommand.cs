using System.CommandLine;
using System.Text;
using CardSwitch.Iso8583;
using CardSwitch.Station.Importing;

namespace CardSwitch.Station.Commands;

/// <summary><c>cardswitch convert FILE</c>: a foreign format file as one of ours.</summary>
internal static class ConvertCommand
{
    private const string Details =
        """
        FILE is a packager file of jPOS (XML) or a specification file of moov iso8583 (JSON or YAML). What differs in our
        reading is told as a warning. What a format cannot say is an error, and then nothing is written.
        """;

    // The importers refuse anything longer; one byte more tells that a file is.
    private const int MaxBytes = (4 << 20) + 1;

    internal static Command Build(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "The file, or '-' for standard input." };
        var from = new Option<string>("--from")
        {
            Description = "What the file is: jpos, moov, or auto to look.",
            HelpName = "KIND",
            DefaultValueFactory = _ => ForeignFormat.Auto,
        };
        from.AcceptOnlyFromAmong(ForeignFormat.Kinds);
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Where to write the format; standard output unless given.",
            HelpName = "FILE",
        };
        var command = new CommandWithExamples(
            "convert", "Convert a format file of jPOS or moov into one of ours.",
            "cardswitch convert packager.xml --output bank.json",
            "cardswitch convert spec87.yaml --from moov > bank.json")
        {
            Details = Details,
        };
        command.Add(file);
        command.Add(from);
        command.Add(output);
        command.SetAction(async (parsed, cancellation) =>
        {
            string path = parsed.GetValue(file)!;
            byte[] bytes = await ReadAsync(path, terminal.Input, cancellation);
            FormatLoad load = ForeignFormat.Import(bytes, path == "-" ? "stdin" : path, parsed.GetValue(from)!);
            foreach (FormatProblem problem in load.Problems) await terminal.Error.WriteLineAsync(problem.ToString());
            if (!load.Succeeded) return ExitCode.Failed;
            string text = FormatFile.Write(load.Format);
            if (parsed.GetValue(output) is { } target) await WriteAsync(target, text, cancellation);
            else await terminal.Out.WriteAsync(text);
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<byte[]> ReadAsync(string path, Stream standardInput, CancellationToken cancellation)
    {
        try
        {
            await using Stream source = path == "-"
                ? standardInput
                : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, useAsync: true);
            byte[] buffer = new byte[MaxBytes];
            int length = await source.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
            return buffer[..length];
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"Cannot read '{path}': {refused.Message}");
        }
    }

    private static async Task WriteAsync(string path, string text, CancellationToken cancellation)
    {
        try
        {
            await File.WriteAllTextAsync(path, text, new UTF8Encoding(false), cancellation);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"Cannot write '{path}': {refused.Message}");
        }
    }
}
