using System.CommandLine;
using System.Net;
using CardSwitch.Framing;
using CardSwitch.Iso8583;
using CardSwitch.Station.Decoding;
using CardSwitch.Station.Simulators;

namespace CardSwitch.Station.Commands;

internal static class ReplayCommand
{
    internal static Command Build(Terminal terminal)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Files of hexadecimal text, one message a line, or '-' for standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string> to = AddressText.ToOption("The station's address.");
        Option<MessageFormat> format = FormatOption.Create();
        Option<FrameFormat> framing = FramingOption.Create();
        Option<double> timeOut = NumberOption.Create("--timeout", "How long to wait for an answer.", "SECONDS", 30.0, 0.1, 600);
        var json = new Option<bool>("--json") { Description = "Print each answer as one JSON object a line." };
        var unmasked = new Option<bool>("--unmasked") { Description = "Show card numbers and the like as they are." };

        var command = new CommandWithExamples(
            "replay", "Send recorded messages to a station, one after the other, and print each answer.",
            "cardswitch replay messages.hex --to 127.0.0.1:5000",
            "cardswitch replay messages.hex --to 127.0.0.1:5000 --format iso1987-binary --framing ascii4 --json");
        command.Add(files);
        foreach (Option option in (Option[])[to, format, framing, timeOut, json, unmasked]) command.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var signals = new StopSignals(cancellation);
            MessageFormat messageFormat = parsed.GetValue(format)!;
            bool isUnmasked = parsed.GetValue(unmasked);
            IMessagePrinter printer = parsed.GetValue(json)
                ? new JsonPrinter(terminal.Out, isUnmasked)
                : new TextPrinter(terminal.Out, terminal.Error, isUnmasked);
            IPEndPoint station = await AddressText.ResolveAsync(parsed.GetValue(to)!, signals.Token);
            using var replay = new Replay(
                station, messageFormat, parsed.GetValue(framing)!, TimeSpan.FromSeconds(parsed.GetValue(timeOut)));
            var source = new MessageSource(terminal.Input, messageFormat, isRaw: false);
            var run = new ReplayRun(replay, new MessageDecoder(messageFormat, printer), terminal);
            return await run.RunAsync(source.ReadAsync(parsed.GetValue(files)!, signals.Token), signals.Token)
                ? ExitCode.Ok
                : ExitCode.Failed;
        });
        return command;
    }
}
