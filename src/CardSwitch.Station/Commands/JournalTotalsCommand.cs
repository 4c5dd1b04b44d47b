using System.CommandLine;
using CardSwitch.Journal;
using CardSwitch.Station.Journals;

namespace CardSwitch.Station.Commands;

internal static class JournalTotalsCommand
{
    private const string Details =
        """
        Summed from the rows, by the rules by which the station makes its reconciliation messages (0500, 0520): debits are
        purchases and cash (DE 76, 88; reversed 77, 89), credits are refunds and deposits (DE 74, 86; reversed 75, 87), net is
        credits less debits (DE 97).


        """ + JournalChoice.Details;

    internal static Command Build(Terminal terminal)
    {
        Option<DateOnly?> day = DayOption.Create("--day", "The business day; without it, all days.");
        var choice = new JournalChoice();
        var command = new CommandWithExamples(
            "totals", "Sum the journal's rows for each business day, issuer and currency.",
            "cardswitch journal totals --station station.json --day 2026-11-22")
        {
            Details = Details,
        };
        command.Add(day);
        choice.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using OpenJournal journal = choice.Open(parsed);
            var query = new JournalQuery { Day = parsed.GetValue(day) };
            IReadOnlyList<TotalsSnapshot> totals = LongWork.Run(
                terminal.IsInteractive, "Summing", query.Day is null ? journal.RowCount() : 0,
                progress => Sum(journal.Store.Rows(query), progress));
            if (totals.Count == 0) await terminal.Error.WriteLineAsync("Nothing to sum: no money has moved.");
            else foreach (string line in TotalsTable.Of(totals)) await terminal.Out.WriteLineAsync(line);
            return ExitCode.Ok;
        });
        return command;
    }

    private static IReadOnlyList<TotalsSnapshot> Sum(IEnumerable<JournalRow> rows, IProgress<long>? progress)
    {
        var totals = new JournalTotals();
        long read = 0;
        foreach (JournalRow row in rows)
        {
            totals.Add(row);
            progress?.Report(++read);
        }
        return totals.Snapshot();
    }
}
