using System.CommandLine;
using System.CommandLine.Parsing;
using CardSwitch.Framing;
using CardSwitch.Iso8583;
using CardSwitch.Station.Simulators;
using CardSwitch.Station.Simulators.Cards;
using CardSwitch.Station.Simulators.Shops;

namespace CardSwitch.Station.Commands;

internal static class ShopCommand
{
    internal static Command Build(Terminal terminal)
    {
        Option<string> to = AddressText.ToOption("The station's (or a bank's) address.");
        Option<MessageFormat> format = FormatOption.Create();
        Option<FrameFormat> framing = FramingOption.Create();
        Option<double> rate = NumberOption.Create(
            "--rate", "Open loop: purchases a second in all; 0 for a closed loop.", "N", 0.0, 0, 1e6);
        Option<int> window = NumberOption.Create(
            "--window", "Closed loop: purchases that each terminal keeps under way.", "N", 1, 1, 10_000);
        Option<int> terminals = NumberOption.Create(
            "--terminals", "Terminals, each with a connection.", "N", 4, 1, 20_000);
        Option<int> firstTerminal = NumberOption.Create(
            "--first-terminal", "Number of the first terminal in DE 41; differs between simulators.", "N", 1, 1, 9_000_000);
        var cards = new Option<CardRange[]>("--cards")
        {
            Description = "First digits of the cards, or digits/length: 476173 541333 353011/19.",
            HelpName = "DIGITS",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [new CardRange("476173")],
            CustomParser = ParseCards,
        };
        Option<int> least = NumberOption.Create("--least", "Lowest amount, in minor units.", "AMOUNT", 100, 0, 999_999_999);
        Option<int> most = NumberOption.Create("--most", "Highest amount, in minor units.", "AMOUNT", 25_000, 0, 999_999_999);
        Option<int> currency = NumberOption.Create("--currency", "Numeric code of the currency.", "CODE", 978, 1, 999);
        Option<long> count = NumberOption.Create("--count", "End after so many purchases; 0 for no end.", "N", 0L, 0, long.MaxValue);
        Option<double> timeOut = NumberOption.Create(
            "--timeout", "How long to wait for an answer before reversing.", "SECONDS", 30.0, 0.1, 600);
        Option<double> reverse = NumberOption.Create(
            "--reverse", "How many approved purchases are taken back by a reversal.", "PERCENT", 0.0, 0, 100);
        Option<double> repeat = NumberOption.Create(
            "--repeat", "How many purchases are sent twice, the second time as a repeat.", "PERCENT", 0.0, 0, 100);
        Option<ulong> seed = NumberOption.Seed();
        Option<double?> seconds = NumberOption.Seconds();
        var quiet = new Option<bool>("--quiet", "-q") { Description = "No line a second, only the summary." };

        var command = new CommandWithExamples(
            "shop", "Simulate shops: send purchases to a station and check every answer.",
            "cardswitch shop --to 127.0.0.1:5000 --rate 1000 --cards 476173 541333",
            "cardswitch shop --to 127.0.0.1:5000 --rate 100 --reverse 5 --repeat 2",
            "cardswitch shop --to 127.0.0.1:5000 --window 16 --terminals 8 --count 100000 --quiet");
        foreach (Option option in (Option[])[to, format, framing, rate, window, terminals, firstTerminal, cards, least,
            most, currency, count, timeOut, reverse, repeat, seed, seconds, quiet])
        {
            command.Add(option);
        }
        command.SetAction(async (parsed, cancellation) =>
        {
            using var signals = new StopSignals(cancellation);
            var options = new ShopOptions
            {
                Station = await AddressText.ResolveAsync(parsed.GetValue(to)!, signals.Token),
                Format = parsed.GetValue(format)!,
                Framing = parsed.GetValue(framing)!,
                Rate = parsed.GetValue(rate),
                Window = parsed.GetValue(window),
                Terminals = parsed.GetValue(terminals),
                FirstTerminal = parsed.GetValue(firstTerminal),
                Cards = parsed.GetValue(cards)!,
                LeastAmount = parsed.GetValue(least),
                MostAmount = parsed.GetValue(most),
                Currency = FormattableString.Invariant($"{parsed.GetValue(currency):000}"),
                Count = parsed.GetValue(count),
                ReversePercent = parsed.GetValue(reverse),
                RepeatPercent = parsed.GetValue(repeat),
                TimeOut = TimeSpan.FromSeconds(parsed.GetValue(timeOut)),
                Seed = parsed.GetValue(seed),
            };
            if (options.MostAmount < options.LeastAmount) throw new UsageException("--most is below --least.");
            signals.StopAfter(parsed.GetValue(seconds));
            return await RunAsync(terminal, options, parsed.GetValue(quiet), signals.Token);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        Terminal terminal, ShopOptions options, bool isQuiet, CancellationToken stop)
    {
        await using var pulse = new Pulse();
        await using var shops = new ShopSimulator(options, pulse);
        var lines = new StatusLines(terminal.Out, isQuiet);
        var report = new ShopReport(shops);
        shops.Start();
        await lines.EverySecondAsync(report.Line, stop, () => shops.IsDone);
        shops.StopSending();
        await shops.WhenAnsweredAsync();

        ShopCounts counts = shops.Counts;
        if (counts.Sent == 0)
        {
            throw new UsageException($"No connection to {options.Station}; is a station listening there?");
        }
        await lines.SayAsync(report.Summary(lines.Uptime));
        return counts.Wrong + counts.Unexpected + counts.Unanswered + shops.Owed == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private static CardRange[] ParseCards(ArgumentResult result)
    {
        var ranges = new List<CardRange>();
        foreach (Token token in result.Tokens)
        {
            if (CardRange.TryParse(token.Value, out CardRange range)) ranges.Add(range);
            else result.AddError($"--cards: '{token.Value}': expected {CardRange.Expected}.");
        }
        return [.. ranges];
    }
}
