using System.CommandLine;
using CardSwitch.Iso8583;
using CardSwitch.Station.Building;

namespace CardSwitch.Station.Commands;

internal static class EncodeCommand
{
    private const string Details =
        """
        INPUT is a JSON object, or a file of them with one a line, or '-' for standard input, which is also read when there
        is no INPUT. Keys are field numbers, "0" for the message type; elements within a field are nested objects or have
        keys such as "55.9F02". Values are text; of binary elements hexadecimal. Short values are padded as the format says.
        A "header" is taken as it is; without one the format's own is written.
        """;

    internal static Command Build(Terminal terminal)
    {
        var inputs = new Argument<string[]>("INPUT")
        {
            Description = "A JSON object, a file with one a line, or '-'.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<MessageFormat> format = FormatOption.Create();
        var raw = new Option<bool>("--raw") { Description = "Write the bytes of the messages, not hexadecimal text." };
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Write to a file, not to standard output.",
            HelpName = "FILE",
        };

        var command = new CommandWithExamples(
            "encode", "Build ISO 8583 messages from JSON, as decode --json --unmasked prints them.",
            """cardswitch encode '{"0":"0800","7":"1122053012","11":"123456","70":"301"}'""",
            "cardswitch encode messages.json --format iso1987-binary > messages.hex",
            "cardswitch encode message.json --raw --output message.bin",
            "cardswitch decode messages.hex --json --unmasked | cardswitch encode -f iso1987-ascii")
        {
            Details = Details,
        };
        command.Add(inputs);
        foreach (Option option in (Option[])[format, raw, output]) command.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            var builder = new MessageBuilder(parsed.GetValue(format)!);
            int bad = 0;
            await using var written = new MessageOutput(terminal, parsed.GetValue(raw), parsed.GetValue(output));
            var source = new JsonLineSource(terminal.Input);
            await foreach (JsonLine line in source.ReadAsync(parsed.GetValue(inputs)!, cancellation))
            {
                if (builder.TryBuild(line.Text, out ReadOnlyMemory<byte> message, out string? error))
                {
                    await written.WriteAsync(message, cancellation);
                    continue;
                }
                bad++;
                await terminal.Error.WriteLineAsync($"{line.Origin}: {error}");
            }
            return bad == 0 ? ExitCode.Ok : ExitCode.Failed;
        });
        return command;
    }
}
