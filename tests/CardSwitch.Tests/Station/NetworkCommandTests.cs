using System.Net;
using System.Net.Sockets;
using CardSwitch.Station.Commands;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Station;

/// <summary>The commands that talk to each other, each run as the command line runs it.</summary>
public sealed class NetworkCommandTests
{
    [Fact]
    public async Task Shops_buy_through_a_station_at_a_bank()
    {
        (int bankPort, int stationPort) = (FreePort(), FreePort());
        using var stop = new CancellationTokenSource();
        using TemporaryFile config = Config(stationPort, bankPort);
        Task<CommandOutcome> bank = RunAsync(stop, "bank", "--port", $"{bankPort}", "-f", "iso1987-binary", "--approve", "100");
        await ListeningAsync(bankPort);
        Task<CommandOutcome> station = RunAsync(stop, "station", "--config", config.Path);
        await ListeningAsync(stationPort);

        CommandOutcome shop = await CommandOutcome.OfAsync(
            "shop", "--to", $"127.0.0.1:{stationPort}", "--count", "200", "--window", "4", "--cards", "476173", "--quiet");
        Assert.Equal(ExitCode.Ok, shop.ExitCode);
        Assert.Contains("sent 200 ", shop.Output, StringComparison.Ordinal);
        Assert.Contains("every answer fits its request", shop.Output, StringComparison.Ordinal);

        await stop.CancelAsync();
        CommandOutcome ofStation = await station, ofBank = await bank;
        Assert.Equal((ExitCode.Ok, ExitCode.Ok), (ofStation.ExitCode, ofBank.ExitCode));
        // Four terminals have signed on.
        Assert.Contains("204 received, 204 answered", ofStation.Output, StringComparison.Ordinal);
        Assert.Contains("bank ended: received ", ofBank.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_prints_an_answer_for_each_message_and_fails_when_one_has_none()
    {
        int port = FreePort();
        using var stop = new CancellationTokenSource();
        Task<CommandOutcome> bank = RunAsync(stop, "bank", "--port", $"{port}", "--approve", "100");
        await ListeningAsync(port);
        string request = Convert.ToHexString(ReferenceMessages.R1);

        using var sound = new TemporaryFile($"# recorded\n{request}\n{request}\n");
        CommandOutcome outcome = await CommandOutcome.OfAsync("replay", sound.Path, "--to", $"127.0.0.1:{port}", "--json");
        Assert.Equal(ExitCode.Ok, outcome.ExitCode);
        Assert.Equal(2, outcome.Lines.Length);
        Assert.All(outcome.Lines, line => Assert.Contains("\"39\":\"00\"", line, StringComparison.Ordinal));
        Assert.DoesNotContain("4761739001010119", outcome.Output, StringComparison.Ordinal);

        using var unanswered = new TemporaryFile("30313233\n");
        outcome = await CommandOutcome.OfAsync(
            "replay", unanswered.Path, "--to", $"127.0.0.1:{port}", "--timeout", "0.1");
        Assert.Equal(ExitCode.Failed, outcome.ExitCode);
        Assert.Contains(":1: no answer in time", outcome.Error, StringComparison.Ordinal);
        await stop.CancelAsync();
        await bank;
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_in_one_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;
        CommandOutcome bank = await CommandOutcome.OfAsync("bank", "--port", $"{port}");
        Assert.Equal(ExitCode.Usage, bank.ExitCode);
        Assert.Contains($"Cannot listen on 127.0.0.1:{port}", bank.Error, StringComparison.Ordinal);
        using TemporaryFile config = Config(port, 1);
        CommandOutcome station = await CommandOutcome.OfAsync("station", "-c", config.Path);
        Assert.Equal(ExitCode.Usage, station.ExitCode);
        Assert.Contains("The station cannot listen", station.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_reads_the_file_and_runs_nothing()
    {
        using TemporaryFile config = Config(1, 2);
        CommandOutcome outcome = await CommandOutcome.OfAsync("station", "--config", config.Path, "--check");
        Assert.Equal(ExitCode.Ok, outcome.ExitCode);
        Assert.Contains("in order; 1 listeners, 1 issuers, 1 routes", outcome.Output, StringComparison.Ordinal);

        using var wrong = new TemporaryFile("{ \"listeners\": 1 }");
        outcome = await CommandOutcome.OfAsync("station", "--config", wrong.Path, "--check");
        Assert.Equal(ExitCode.Usage, outcome.ExitCode);
        Assert.StartsWith($"{wrong.Path}:1: listeners: expected a list, found 1", outcome.Error, StringComparison.Ordinal);
    }

    private static Task<CommandOutcome> RunAsync(CancellationTokenSource stop, params string[] args) =>
        Task.Run(() => CommandOutcome.OfAsync([], stop.Token, args));

    private static TemporaryFile Config(int stationPort, int bankPort) => new(
        $$"""
        {
          "listeners": [{ "name": "shops", "port": {{stationPort}} }],
          "issuers": [{
            "name": "a", "format": "iso1987-binary",
            "endpoints": [{ "host": "127.0.0.1", "port": {{bankPort}} }]
          }],
          "routes": { "476173": "a" }
        }
        """);

    // The commands take a port rather than telling one, so the system is asked for one beforehand.
    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static async Task ListeningAsync(int port)
    {
        using var giveUp = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port, giveUp.Token);
                return;
            }
            catch (SocketException)
            {
                await timer.WaitForNextTickAsync(giveUp.Token);
            }
        }
    }
}
