using System.CommandLine;

namespace CardSwitch.Station.Commands;

/// <summary>The command <c>journal</c>: what a station has written down, for people and for other programs.</summary>
internal static class JournalCommand
{
    internal static Command Build(Terminal terminal)
    {
        var command = new CommandWithExamples(
            "journal", "Look into a station's journal: find, show, sum, verify, export, prune.",
            "cardswitch journal find --station station.json --terminal T0000001 --day 2026-11-22",
            "cardswitch journal show 1042 --station station.json",
            "cardswitch journal totals --station station.json --day 2026-11-22",
            "cardswitch journal verify --station station.json",
            "cardswitch journal key --output journal.key")
        {
            Details = JournalChoice.Details,
        };
        command.Add(JournalFindCommand.Build(terminal));
        command.Add(JournalShowCommand.Build(terminal));
        command.Add(JournalTotalsCommand.Build(terminal));
        command.Add(JournalVerifyCommand.Build(terminal));
        command.Add(JournalExportCommand.Build(terminal));
        command.Add(JournalPruneCommand.Build(terminal));
        command.Add(JournalRoutesCommand.Build(terminal));
        command.Add(JournalKeyCommand.Build(terminal));
        return command;
    }
}
