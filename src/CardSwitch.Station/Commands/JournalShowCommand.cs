using System.CommandLine;
using System.Globalization;
using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Station.Decoding;
using CardSwitch.Station.Journals;

namespace CardSwitch.Station.Commands;

internal static class JournalShowCommand
{
    private const string Details =
        """
        Every field of the record's message as 'decode' prints it, then every record of the same transaction. Card numbers are
        masked, and cannot be shown otherwise: the journal does not hold their middle digits.


        """ + JournalChoice.Details;

    internal static Command Build(Terminal terminal)
    {
        var number = new Argument<long>("NUMBER") { Description = "The number of a record." };
        var choice = new JournalChoice();
        var command = new CommandWithExamples(
            "show", "Show a record, every field of its message, and the story of its transaction.",
            "cardswitch journal show 1042 --station station.json",
            "cardswitch journal show 1042 --sqlite journal --name north --format ./bank-x.json")
        {
            Details = Details,
        };
        command.Add(number);
        choice.AddTo(command, withFormats: true);
        command.SetAction(async (parsed, _) =>
        {
            using OpenJournal journal = choice.Open(parsed);
            return await ShowAsync(terminal, journal, parsed.GetValue(number));
        });
        return command;
    }

    private static async Task<int> ShowAsync(Terminal terminal, OpenJournal journal, long number)
    {
        JournalRow? row = journal.Store.Rows(new JournalQuery { From = number, To = number }).Select(KeptRow.Of).FirstOrDefault();
        if (row is null)
        {
            await terminal.Error.WriteLineAsync(Missing(journal));
            return ExitCode.Failed;
        }
        foreach (string line in RecordLines.Of(row)) await terminal.Out.WriteLineAsync(line);
        await terminal.Out.WriteLineAsync();
        int bad = PrintMessage(terminal, journal, row);
        TransactionStory story = TransactionSearch.StoryOf(journal.Store, row);
        foreach (string line in TransactionTable.Of(story, number)) await terminal.Out.WriteLineAsync(line);
        await terminal.Out.WriteLineAsync($"Outcome: {story.Outcome}");
        return bad == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private static int PrintMessage(Terminal terminal, OpenJournal journal, JournalRow row)
    {
        if (!RowText.HasMessage(row)) return 0;
        if (journal.FormatOf(row) is not { } format)
        {
            terminal.Error.WriteLine($"The message is in the format '{RowText.Plain(row.Format)}', which is not known here; "
                + "name its spec file with --format, or the station's file with --station.");
            return 1;
        }
        var decoder = new MessageDecoder(format, new TextPrinter(terminal.Out, terminal.Error, unmasked: false));
        decoder.Decode(new EncodedMessage($"record {RowText.Number(row.Number)}", row.Message));
        return decoder.Bad;
    }

    private static string Missing(OpenJournal journal)
    {
        JournalChain chain = journal.Store.Chain();
        return chain.Last == 0
            ? "The journal has no rows."
            : string.Create(CultureInfo.InvariantCulture, $"There is no such record: the rows are {chain.First} to {chain.Last}.");
    }
}
