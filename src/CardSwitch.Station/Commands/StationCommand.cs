using System.CommandLine;
using System.Globalization;
using System.Net.Sockets;
using CardSwitch.Station.Configuration;

namespace CardSwitch.Station.Commands;

internal static class StationCommand
{
    internal static Command Build(Terminal terminal)
    {
        var config = new Option<string>("--config", "-c")
        {
            Description = "The station's file; docs/station.json shows every key.",
            HelpName = "FILE",
            Required = true,
        };
        var check = new Option<bool>("--check") { Description = "Only read the file and say what is wrong with it." };
        Option<double?> seconds = NumberOption.Seconds();
        var quiet = new Option<bool>("--quiet", "-q") { Description = "No line a second, only the summary." };

        var command = new CommandWithExamples(
            "station", "Run a station: take requests from shops, route them to banks, bring back the answers.",
            "cardswitch station --config station.json",
            "cardswitch station --config station.json --check",
            "kill -HUP PID        # read routes, issuers' addresses and certificates again while traffic flows");
        foreach (Option option in (Option[])[config, check, seconds, quiet]) command.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            string path = parsed.GetValue(config)!;
            if (await LoadAsync(terminal, path) is not { } options) return ExitCode.Usage;
            if (parsed.GetValue(check))
            {
                await terminal.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                    $"{path}: in order; {options.Listeners.Count} listeners, {options.Issuers.Count} issuers, "
                    + $"{options.Routes.Count} routes"));
                return ExitCode.Ok;
            }
            return await RunAsync(terminal, path, options, parsed.GetValue(seconds), parsed.GetValue(quiet), cancellation);
        });
        return command;
    }

    private static async Task<StationOptions?> LoadAsync(Terminal terminal, string path)
    {
        StationOptions? options = StationFile.TryLoad(path, out IReadOnlyList<string> errors);
        foreach (string error in errors) await terminal.Error.WriteLineAsync(error);
        return options;
    }

    private static async Task<int> RunAsync(Terminal terminal, string path, StationOptions options, double? seconds,
        bool isQuiet, CancellationToken cancellation)
    {
        SocketThreads.UseOne();
        using var log = new StderrLog(terminal.Error);
        // Disposed of after the station, which zeroes its keys.
        using Security.ICryptoProvider? crypto = options.Crypto;
        await using var server = new SwitchServer(options, log);
        using var signals = new StopSignals(cancellation, () => _ = ReloadAsync(terminal, path, server));
        signals.StopAfter(seconds);
        try
        {
            await server.StartAsync(signals.Token);
        }
        catch (StationOptionsException wrong)
        {
            throw new UsageException($"{path}: {string.Join("; ", wrong.Errors)}");
        }
        catch (SocketException taken)
        {
            throw new UsageException($"The station cannot listen: {taken.Message}; change a listener's address or port.");
        }

        var lines = new StatusLines(terminal.Out, isQuiet);
        foreach (ListenerOptions listener in options.Listeners)
        {
            await lines.SayAsync($"{options.Name}: {listener.Name} on {server.EndPointOf(listener.Name)}, {listener.Format}");
        }
        var report = new StationReport();
        await lines.EverySecondAsync(_ => report.Line(server.Snapshot()), signals.Token, () => server.JournalFailed.IsCompleted);
        await lines.SayAsync(server.JournalFailed.IsCompleted
            ? $"{options.Name}: stopping; the journal has failed"
            : $"{options.Name}: stopping; requests under way are finished first, Ctrl-C again ends at once");
        await server.StopAsync(CancellationToken.None);
        foreach (string line in StationReport.Summary(server.Snapshot())) await lines.SayAsync(line);
        return server.JournalFailed.IsCompleted ? ExitCode.Journal : ExitCode.Ok;
    }

    private static async Task ReloadAsync(Terminal terminal, string path, SwitchServer server)
    {
        try
        {
            await ApplyAsync(terminal, path, server);
        }
        catch (Exception refused) when (refused is KeyNotFoundException or InvalidOperationException or OperationCanceledException)
        {
            await terminal.Error.WriteLineAsync($"{path}: {refused.Message} Start the station anew for that.");
        }
    }

    // Certificates and routes at once; addresses one issuer after the other, each as traffic allows.
    private static async Task ApplyAsync(Terminal terminal, string path, SwitchServer server)
    {
        if (await LoadAsync(terminal, path) is not { } options)
        {
            await terminal.Error.WriteLineAsync("Routes and addresses are as they were.");
            return;
        }
        if (!server.TryReloadCertificates(out string unusable))
        {
            await terminal.Error.WriteLineAsync($"{path}: {unusable}; certificates, routes and addresses are as they were.");
            return;
        }
        if (!server.TryReplaceRoutes([.. options.Routes], out string problem))
        {
            await terminal.Error.WriteLineAsync($"{path}: {problem}; routes and addresses are as they were.");
            return;
        }
        await terminal.Error.WriteLineAsync(FormattableString.Invariant($"{path}: {options.Routes.Count} routes in force."));
        foreach (IssuerOptions issuer in options.Issuers)
        {
            if (issuer.EndPoints.Count == 0) continue;
            bool replaced = await server.ReplaceEndPointsAsync(issuer.Name, [.. issuer.EndPoints]);
            await terminal.Error.WriteLineAsync(replaced
                ? FormattableString.Invariant($"{path}: {issuer.Name} at {issuer.EndPoints.Count} addresses.")
                : $"{path}: {issuer.Name} is not at its new addresses; the old ones stay in use beside them.");
        }
    }
}
