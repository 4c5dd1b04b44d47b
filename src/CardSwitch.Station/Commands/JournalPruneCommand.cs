using System.CommandLine;
using System.Globalization;
using CardSwitch.Journal;
using CardSwitch.Station.Journals;

namespace CardSwitch.Station.Commands;

/// <summary>The command <c>journal prune</c>.</summary>
internal sealed class JournalPruneCommand(Terminal terminal)
{
    private const string Details =
        """
        Deletes whole business days (of an SQLite journal: whole files). What holds a message that has still to be sent stays,
        and so does all that is in the same file. What is left can be verified as before. --keep-days counts back from today
        in UTC, today included.


        """ + JournalChoice.Details;

    internal static Command Build(Terminal terminal)
    {
        Option<int?> keep = NumberOption.CreateOptional(
            "--keep-days", "Keep so many business days, the present one included.", "N", 1, 36_500);
        Option<DateOnly?> before = DayOption.Create("--before", "The first business day that is kept.");
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would go." };
        var choice = new JournalChoice();
        var command = new CommandWithExamples(
            "prune", "Delete the rows of old business days.",
            "cardswitch journal prune --station station.json --keep-days 400 --dry-run",
            "cardswitch journal prune --station station.json --before 2026-01-01")
        {
            Details = Details,
        };
        foreach (Option option in (Option[])[keep, before, dryRun]) command.Add(option);
        choice.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            int? days = parsed.GetValue(keep);
            DateOnly? first = parsed.GetValue(before);
            if (days is null == first is null) throw new UsageException("Which days? Use one of --keep-days N and --before YYYY-MM-DD.");
            DateOnly today = DateOnly.FromDateTime(terminal.Time.GetUtcNow().UtcDateTime);
            DateOnly kept = first ?? today.AddDays(1 - days!.Value);
            if (kept > today) throw new UsageException("--before: today's rows cannot be deleted.");
            using OpenJournal journal = choice.Open(parsed);
            var prune = new JournalPruneCommand(terminal);
            return parsed.GetValue(dryRun) ? await prune.TellAsync(journal, kept) : await prune.PruneAsync(journal, kept);
        });
        return command;
    }

    private async Task<int> TellAsync(OpenJournal journal, DateOnly before)
    {
        long all = 0;
        for (DateOnly day = FirstDay(journal); day < before; day = day.AddDays(1))
        {
            long rows = journal.Store.Rows(new JournalQuery { Day = day }).LongCount();
            if (rows == 0) continue;
            await terminal.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}  {rows:N0} rows"));
            all += rows;
        }
        int waiting = journal.Store.SealedMessages().Count();
        string except = waiting == 0
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $", but for what is kept with {waiting:N0} messages that wait to be sent");
        await terminal.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"Up to {all:N0} rows of days before {before:yyyy-MM-dd} would go{except}."));
        return ExitCode.Ok;
    }

    private async Task<int> PruneAsync(OpenJournal journal, DateOnly before)
    {
        long deleted = LongWork.Run(
            terminal.IsInteractive, "Deleting", 0, progress => journal.Store.Prune(before, progress));
        await terminal.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{deleted:N0} rows of days before {before:yyyy-MM-dd} are deleted."));
        return ExitCode.Ok;
    }

    // Rows about links have no day.
    private static DateOnly FirstDay(OpenJournal journal)
    {
        int day = journal.Store.Rows(new JournalQuery()).Select(row => row.Day).FirstOrDefault(day => day != 0);
        return DateOnly.TryParseExact(
            day.ToString("D8", CultureInfo.InvariantCulture), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None,
            out DateOnly first) ? first : DateOnly.MaxValue;
    }
}
