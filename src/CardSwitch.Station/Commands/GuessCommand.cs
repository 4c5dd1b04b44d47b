using System.CommandLine;
using CardSwitch.Iso8583;
using CardSwitch.Station.Guessing;

namespace CardSwitch.Station.Commands;

internal static class GuessCommand
{
    private const string Details =
        """
        INPUT is hexadecimal text, or a file of it with one message or stream a line, or a file of bytes, or a capture (pcap
        or pcapng), or '-' for standard input, which is also read when there is no INPUT. Every framing, header and format
        that is known is tried; the best fits are shown with the fields of the first message, or of the first one that does
        not fit. Readings that nothing tells apart share a place. It fails when no reading explains everything.
        """;

    internal static Command Build(Terminal terminal)
    {
        var inputs = new Argument<string[]>("INPUT")
        {
            Description = "Hexadecimal text, a file, a capture, or '-'.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<string[]> formats = FormatCandidates.Create();
        Option<double> best = NumberOption.Create("--best", "How many readings to show.", "COUNT", 3.0, 1, 100);
        var json = new Option<bool>("--json") { Description = "Print each place as one JSON object a line." };
        var unmasked = new Option<bool>("--unmasked") { Description = "Show card numbers and the like as they are." };
        var raw = new Option<bool>("--raw") { Description = "Take each file as bytes, even if it looks like text or a capture." };

        var command = new CommandWithExamples(
            "guess", "Find out which framing, header and format captured bytes have.",
            "cardswitch guess 0057600001000008002238000000C00000...",
            "cardswitch guess capture.pcapng",
            "cardswitch guess capture.pcap --format bank.json --best 1 --json")
        {
            Details = Details,
        };
        command.Add(inputs);
        foreach (Option option in (Option[])[formats, best, json, unmasked, raw]) command.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            List<CapturedBytes> captured = await new CaptureSource(terminal.Input, parsed.GetValue(raw))
                .ReadAsync(parsed.GetValue(inputs)!, cancellation);
            IEnumerable<MessageFormat> own = (parsed.GetValue(formats) ?? []).Select(FormatOption.Load);
            List<RankedReading> ranked = new Guesser(own.Concat(MessageFormats.All).Distinct()).Rank(captured);
            var printer = new RankingPrinter(terminal.Out, parsed.GetValue(unmasked));
            foreach (RankedReading place in ranked.Take((int)parsed.GetValue(best)))
            {
                if (parsed.GetValue(json)) printer.PrintJson(place);
                else printer.Print(place);
            }
            if (ranked.Count == 0) await terminal.Error.WriteLineAsync("No framing and format that is known fits any of it.");
            return ranked is [{ First.IsWhole: true }, ..] ? ExitCode.Ok : ExitCode.Failed;
        });
        return command;
    }
}
