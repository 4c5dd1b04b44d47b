using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using CardSwitch.Framing;
using CardSwitch.Iso8583;
using CardSwitch.Station.Simulators;
using CardSwitch.Station.Simulators.Banks;

namespace CardSwitch.Station.Commands;

internal static class BankCommand
{
    internal static Command Build(Terminal terminal)
    {
        Option<int> port = NumberOption.Create("--port", "Port to listen on; 0 lets the system choose.", "N", 0, 0, 65535);
        var address = new Option<IPAddress>("--address")
        {
            Description = "Address to listen on.",
            HelpName = "IP",
            DefaultValueFactory = _ => IPAddress.Loopback,
            CustomParser = result =>
            {
                if (IPAddress.TryParse(result.Tokens[0].Value, out IPAddress? parsed)) return parsed;
                result.AddError($"--address: '{result.Tokens[0].Value}' is no IP address.");
                return IPAddress.Loopback;
            },
        };
        Option<MessageFormat> format = FormatOption.Create();
        Option<FrameFormat> framing = FramingOption.Create();
        Option<double> delay = NumberOption.Create("--delay", "The least time that an answer takes.", "MS", 0.0, 0, 600_000);
        Option<double?> jitter = NumberOption.CreateOptional(
            "--jitter", "What it takes beyond that on average; a fifth of the delay unless told.", "MS", 0.0, 600_000);
        Option<double> approve = NumberOption.Create("--approve", "How many requests are approved.", "PERCENT", 95.0, 0, 100);
        Option<ulong> seed = NumberOption.Seed();
        Option<double?> seconds = NumberOption.Seconds();
        var quiet = new Option<bool>("--quiet", "-q") { Description = "No line a second, only the summary." };

        var command = new CommandWithExamples(
            "bank", "Simulate an issuing bank: answer what stations send, after a delay, until Ctrl-C.",
            "cardswitch bank --port 6000",
            "cardswitch bank --port 6001 --format iso1987-binary --delay 20 --jitter 5 --approve 90");
        foreach (Option option in (Option[])[port, address, format, framing, delay, jitter, approve, seed, seconds, quiet])
        {
            command.Add(option);
        }
        command.SetAction(async (parsed, cancellation) =>
        {
            double least = parsed.GetValue(delay);
            var options = new BankOptions
            {
                EndPoint = new IPEndPoint(parsed.GetValue(address)!, parsed.GetValue(port)),
                Format = parsed.GetValue(format)!,
                Framing = parsed.GetValue(framing)!,
                Delay = TimeSpan.FromMilliseconds(least),
                Jitter = TimeSpan.FromMilliseconds(parsed.GetValue(jitter) ?? least / 5),
                ApprovePercent = parsed.GetValue(approve),
                Seed = parsed.GetValue(seed),
            };
            using var signals = new StopSignals(cancellation);
            signals.StopAfter(parsed.GetValue(seconds));
            return await RunAsync(terminal, options, parsed.GetValue(quiet), signals.Token);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        Terminal terminal, BankOptions options, bool isQuiet, CancellationToken stop)
    {
        await using var pulse = new Pulse();
        await using var bank = new BankSimulator(options, pulse);
        try
        {
            bank.Open();
        }
        catch (SocketException taken)
        {
            throw new UsageException($"Cannot listen on {options.EndPoint}: {taken.Message}; choose another --port.");
        }
        var lines = new StatusLines(terminal.Out, isQuiet);
        await lines.SayAsync($"bank on {bank.EndPoint}, {options.Format}, framing {options.Framing}; Ctrl-C ends it");
        long last = 0;
        await lines.EverySecondAsync(
            uptime =>
            {
                BankCounts counts = bank.Counts;
                long fresh = counts.Received - last;
                last = counts.Received;
                return $"{uptime.TotalSeconds,5:0} s {fresh,8:N0}/s  links {bank.Connections}  {Text(counts)}";
            },
            stop);
        await lines.SayAsync($"bank ended: {Text(bank.Counts)}");
        foreach (string line in Totals(bank)) await lines.SayAsync(line);
        return ExitCode.Ok;
    }

    private static string Text(BankCounts counts) => FormattableString.Invariant(
        $"received {counts.Received:N0}, approved {counts.Approved:N0}, declined {counts.Declined:N0}, reversals {counts.Reversals:N0}, ")
        + FormattableString.Invariant(
            $"advices {counts.Advices:N0}, repeats {counts.Repeats:N0}, malformed {counts.Malformed:N0}");

    private static IEnumerable<string> Totals(BankSimulator bank) => bank.Books.Totals
        .OrderBy(total => (total.Institution, total.Day, total.Currency))
        .Select(total => FormattableString.Invariant(
            $"  institution {total.Institution}, day {total.Day:0000}, currency {total.Currency:000}: ")
            + FormattableString.Invariant($"{total.Count:N0} transactions, net {total.Net:N0}"));
}
