using System.CommandLine;
using CardSwitch.Iso8583;
using CardSwitch.Station.Comparing;
using CardSwitch.Station.Decoding;

namespace CardSwitch.Station.Commands;

internal static class DiffCommand
{
    private const string Details =
        """
        A and B are hexadecimal text, a file of it, a file with the bytes of one message, or '-' for standard input; each one
        message. Fields and the elements within them are compared by what they say, not by how they are written, so that the
        two may be of different formats. It leaves with 0 when they are equal, 1 when not, 2 when one cannot be read.
        """;

    internal static Command Build(Terminal terminal)
    {
        Argument<string> a = Message("A"), b = Message("B");
        Option<MessageFormat> format = FormatOption.Create();
        Option<MessageFormat> formatA = Own("--format-a", "A", format), formatB = Own("--format-b", "B", format);
        var json = new Option<bool>("--json") { Description = "Print each difference as one JSON object a line." };
        var unmasked = new Option<bool>("--unmasked") { Description = "Show card numbers and the like as they are." };
        var raw = new Option<bool>("--raw") { Description = "Take each file as the bytes of one message, even if it looks like text." };

        var command = new CommandWithExamples(
            "diff", "Compare two ISO 8583 messages field by field.",
            "cardswitch diff yesterday.bin today.bin",
            "cardswitch diff shop.hex bank.hex --format-a iso1987-ascii --format-b iso1987-binary")
        {
            Details = Details,
        };
        command.Add(a);
        command.Add(b);
        foreach (Option option in (Option[])[format, formatA, formatB, json, unmasked, raw]) command.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            async Task<ComparedMessage> ReadAsync(Argument<string> input, Option<MessageFormat> own)
            {
                MessageFormat read = parsed.GetValue(own) ?? parsed.GetValue(format)!;
                var source = new MessageSource(terminal.Input, read, parsed.GetValue(raw));
                string text = parsed.GetValue(input)!;
                EncodedMessage? found = null;
                await foreach (EncodedMessage message in source.ReadAsync([text], cancellation))
                {
                    if (found is not null)
                    {
                        throw new UsageException($"'{text}' holds more than one message; diff takes one from each side.");
                    }
                    found = message with { Bytes = message.Bytes.ToArray() };
                }
                return ComparedMessage.Of(
                    found ?? throw new UsageException($"'{text}' holds no message."), read, parsed.GetValue(unmasked));
            }

            Difference[] differences = [.. MessageComparison.Of(await ReadAsync(a, formatA), await ReadAsync(b, formatB))];
            var printer = new DifferencePrinter(terminal.Out);
            foreach (Difference difference in differences)
            {
                if (parsed.GetValue(json)) printer.PrintJson(difference);
                else printer.Print(difference);
            }
            return differences.Length == 0 ? ExitCode.Ok : ExitCode.Failed;
        });
        return command;
    }

    private static Argument<string> Message(string name) => new(name) { Description = "Hexadecimal text, a file, or '-'." };

    private static Option<MessageFormat> Own(string name, string whose, Option<MessageFormat> format) => new(name)
    {
        Description = $"The format of {whose}, where the two differ.",
        HelpName = format.HelpName,
        CustomParser = format.CustomParser,
    };
}
