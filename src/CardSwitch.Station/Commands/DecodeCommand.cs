using System.CommandLine;
using CardSwitch.Iso8583;
using CardSwitch.Station.Decoding;

namespace CardSwitch.Station.Commands;

internal static class DecodeCommand
{
    private const string Details =
        """
        INPUT is hexadecimal text, or a file of it with one message a line ('#' begins a comment line), or a file with
        the bytes of one message, or '-' for standard input, which is also read when there is no INPUT. Card numbers,
        tracks, PIN blocks and keys are masked unless --unmasked. The elements within a field follow it; in JSON they are a
        nested object, unless that would lose something of the field, or the field is one number cut into parts. Of a
        message that cannot be read the place is shown where it probably left the format.
        """;

    internal static Command Build(Terminal terminal)
    {
        var inputs = new Argument<string[]>("INPUT")
        {
            Description = "Hexadecimal text, a file, or '-'.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<MessageFormat> format = FormatOption.Create();
        var json = new Option<bool>("--json")
        {
            Description = "One JSON object a message and line, as encode reads it; binary values in hexadecimal.",
        };
        var unmasked = new Option<bool>("--unmasked")
        {
            Description = "Show card numbers, tracks, PIN blocks and keys as they are.",
        };
        var check = new Option<bool>("--check")
        {
            Description = "Check also the fields that each type must have by the format's rules, dates, and elements within fields.",
        };
        var raw = new Option<bool>("--raw")
        {
            Description = "Take each file, or standard input, as the bytes of one message, even if they look like text.",
        };

        var command = new CommandWithExamples(
            "decode", "Decode ISO 8583 messages and print every field.",
            "cardswitch decode 30383030822000000000000004000000000000003037...",
            "cardswitch decode messages.hex --format iso1987-binary",
            "cardswitch decode message.bin --json | jq '.[\"39\"]'",
            "cat messages.hex | cardswitch decode --json --unmasked")
        {
            Details = Details,
        };
        command.Add(inputs);
        command.Add(format);
        command.Add(json);
        command.Add(unmasked);
        command.Add(check);
        command.Add(raw);
        command.SetAction(async (parsed, cancellation) =>
        {
            bool isUnmasked = parsed.GetValue(unmasked);
            IMessagePrinter printer = parsed.GetValue(json)
                ? new JsonPrinter(terminal.Out, isUnmasked)
                : new TextPrinter(terminal.Out, terminal.Error, isUnmasked);
            TextWriter? faults = parsed.GetValue(check) ? terminal.Error : null;
            var decoder = new MessageDecoder(parsed.GetValue(format)!, printer, faults);
            var source = new MessageSource(terminal.Input, parsed.GetValue(format)!, parsed.GetValue(raw));
            await foreach (EncodedMessage message in source.ReadAsync(parsed.GetValue(inputs)!, cancellation))
            {
                decoder.Decode(message);
            }
            return decoder.Bad == 0 ? ExitCode.Ok : ExitCode.Failed;
        });
        return command;
    }
}
