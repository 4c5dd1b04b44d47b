using System.CommandLine;
using System.Globalization;
using System.Text;
using CardSwitch.Journal;
using CardSwitch.Station.Journals;

namespace CardSwitch.Station.Commands;

internal static class JournalExportCommand
{
    private const string Details =
        """
        A row for each record, its card number masked and as a token that is the same for the same card. Amounts are in minor
        units. csv has a first line of names; json is one object a line, without the values that a record does not have.


        """ + JournalChoice.Details;

    internal static Command Build(Terminal terminal)
    {
        var format = new Option<string>("--format", "-f")
        {
            Description = "csv or json.",
            HelpName = "csv|json",
            DefaultValueFactory = _ => "csv",
        };
        format.AcceptOnlyFromAmong("csv", "json");
        Option<DateOnly?> day = DayOption.Create("--day", "The business day; without it, all days.");
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Where to write; standard output unless given.",
            HelpName = "FILE",
        };
        var choice = new JournalChoice();
        var command = new CommandWithExamples(
            "export", "Write the journal's rows for another program, masked.",
            "cardswitch journal export --station station.json --day 2026-11-22 --output day.csv",
            "cardswitch journal export --station station.json --format json | jq 'select(.code == \"91\")'")
        {
            Details = Details,
        };
        foreach (Option option in (Option[])[format, day, output]) command.Add(option);
        choice.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using OpenJournal journal = choice.Open(parsed);
            var query = new JournalQuery { Day = parsed.GetValue(day) };
            bool isJson = parsed.GetValue(format) == "json";
            if (parsed.GetValue(output) is not { } path)
            {
                Write(journal.Store.Rows(query), terminal.Out, isJson, null);
                return ExitCode.Ok;
            }
            await using StreamWriter file = Create(path);
            long rows = LongWork.Run(
                terminal.IsInteractive, "Exporting", query.Day is null ? journal.RowCount() : 0,
                progress => Write(journal.Store.Rows(query), file, isJson, progress));
            await terminal.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{path}: {rows:N0} rows"));
            return ExitCode.Ok;
        });
        return command;
    }

    private static StreamWriter Create(string path)
    {
        try
        {
            return new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 16);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"Cannot write '{path}': {refused.Message}");
        }
    }

    private static long Write(IEnumerable<JournalRow> rows, TextWriter output, bool isJson, IProgress<long>? progress)
    {
        using var json = new JsonRowWriter(output);
        IRowWriter writer = isJson ? json : new CsvRowWriter(output);
        long written = 0;
        writer.Begin();
        foreach (JournalRow row in rows)
        {
            writer.Write(row);
            written++;
            progress?.Report(written);
        }
        return written;
    }
}
