using System.CommandLine;
using System.CommandLine.Parsing;
using CardSwitch.Station.Certificates;

namespace CardSwitch.Station.Commands;

internal static class CertsCommand
{
    private const string Details =
        """
        Makes a new private root, a certificate for the station and one for each peer (ECDSA P-256), in files that only their
        owner can read, and prints what to put into the station's file. One that exists is never overwritten. Certificates hold
        for a year. This is for a trial network: in earnest the root's key (root.key) belongs on no machine that has a network.
        """;

    internal static Command Build(Terminal terminal)
    {
        var output = new Option<string>("--output", "-o")
        {
            Description = "The folder; it is made if it is not there.",
            HelpName = "DIR",
            Required = true,
        };
        var station = new Option<string>("--station")
        {
            Description = "The station's name.",
            HelpName = "NAME",
            DefaultValueFactory = _ => "station",
        };
        var host = new Option<string[]>("--host")
        {
            Description = "Names and addresses by which the station and the peers are connected to.",
            HelpName = "HOST",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => ["localhost", "127.0.0.1"],
        };
        var peers = new Option<TrialPeer[]>("--peer")
        {
            Description = "Shops and banks, with the institution (DE 32, DE 33) that they speak for, if any.",
            HelpName = "NAME[=INSTITUTION_ID]",
            AllowMultipleArgumentsPerToken = true,
            Required = true,
            CustomParser = Parse,
        };
        var command = new CommandWithExamples(
            "certs", "Make a private root and certificates for a trial network.",
            "cardswitch certs --output certs --station north --peer shops=426001 harbour")
        {
            Details = Details,
        };
        foreach (Option option in (Option[])[output, station, host, peers]) command.Add(option);
        command.SetAction(async (parsed, _) =>
        {
            string folder = parsed.GetValue(output)!;
            var network = new TrialNetwork(parsed.GetValue(station)!, parsed.GetValue(peers)!, parsed.GetValue(host)!);
            try
            {
                network.Write(folder, TimeProvider.System.GetUtcNow());
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                throw new UsageException($"Cannot make the certificates in '{folder}': {refused.Message}");
            }
            await terminal.Out.WriteLineAsync(network.Advice(folder));
            return ExitCode.Ok;
        });
        return command;
    }

    private static TrialPeer[] Parse(ArgumentResult result)
    {
        var peers = new List<TrialPeer>();
        foreach (Token token in result.Tokens)
        {
            if (TrialPeer.TryParse(token.Value, out TrialPeer peer)) peers.Add(peer);
            else result.AddError($"--peer: '{token.Value}': expected {TrialPeer.Expected}.");
        }
        return [.. peers];
    }
}
