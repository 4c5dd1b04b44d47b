using System.CommandLine;
using System.Globalization;
using CardSwitch.Journal;
using CardSwitch.Station.Journals;

namespace CardSwitch.Station.Commands;

internal static class JournalVerifyCommand
{
    private const string Details =
        """
        Computes the chain of hashes anew from the first row to the last, and checks the seals at both ends with the journal's
        key. A byte that was edited, a row that is missing, added or in another place is found, and the first number that is
        wrong is named. What is not settled into rows yet is checked when the station starts.


        """ + JournalChoice.Details;

    internal static Command Build(Terminal terminal)
    {
        var choice = new JournalChoice();
        var command = new CommandWithExamples(
            "verify", "Check that nobody has edited, removed or added a row.",
            "cardswitch journal verify --station station.json",
            "cardswitch journal verify --sqlite journal --name north --key-file journal.key && echo intact")
        {
            Details = Details,
        };
        choice.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using OpenJournal journal = choice.Open(parsed);
            using JournalKeys keys = journal.Keys();
            JournalVerdict verdict = LongWork.Run(
                terminal.IsInteractive, "Verifying", journal.RowCount(),
                progress => JournalVerifier.Verify(journal.Store, keys, progress));
            if (verdict.What is null)
            {
                await terminal.Out.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture, $"{journal.Station}: {verdict.Verified:N0} rows verified, none is wrong."));
                return ExitCode.Ok;
            }
            await terminal.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"WRONG at number {verdict.Wrong}: {verdict.What}; {verdict.Verified:N0} rows before it are in order."));
            return ExitCode.Failed;
        });
        return command;
    }
}
