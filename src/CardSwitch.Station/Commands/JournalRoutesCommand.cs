using System.CommandLine;
using System.Globalization;
using CardSwitch.Journal;
using CardSwitch.Routing;
using CardSwitch.Station.Journals;

namespace CardSwitch.Station.Commands;

/// <summary>The command <c>journal routes</c>.</summary>
internal static class JournalRoutesCommand
{
    private const string Details =
        """
        Stations that share a journal put a published BIN table in force within seconds, in place of their own routes, and
        again when they start. A table that cannot be read is refused here; a station that cannot use one keeps what it has.


        """ + JournalChoice.Details;

    internal static Command Build(Terminal terminal)
    {
        var publish = new Option<string?>("--publish")
        {
            Description = "Publish this BIN table, rows of range,issuer, for all stations.",
            HelpName = "FILE",
        };
        var choice = new JournalChoice();
        var command = new CommandWithExamples(
            "routes", "Show or publish the BIN table of stations that share a journal.",
            "cardswitch journal routes --station station.json",
            "cardswitch journal routes --station station.json --publish bins.csv")
        {
            Details = Details,
        };
        command.Add(publish);
        choice.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            byte[]? table = parsed.GetValue(publish) is { } file ? Load(file) : null;
            using OpenJournal journal = choice.Open(parsed);
            if (journal.Store is not ISharedJournal shared) throw new UsageException("This journal is not one that stations share.");
            long version = table is null ? shared.RoutesVersion() : shared.PublishRoutes(table);
            await terminal.Out.WriteLineAsync(version == 0
                ? "No BIN table was published."
                : string.Create(CultureInfo.InvariantCulture, $"Version {version} of the BIN table is the newest."));
            return ExitCode.Ok;
        });
        return command;
    }

    private static byte[] Load(string file)
    {
        try
        {
            byte[] table = File.ReadAllBytes(file);
            using var text = new StreamReader(new MemoryStream(table));
            var names = new List<string>();
            int IndexOf(string name)
            {
                names.Add(name);
                return names.Count - 1;
            }
            if (BinTableCsv.TryLoad(text, IndexOf, out _, out BinTableError? error)) return table;
            throw new UsageException($"{file}: {error}");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"Cannot read '{file}': {refused.Message}");
        }
    }
}
