using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CardSwitch.Journal;
using CardSwitch.Sqlite;
using CardSwitch.Station.Commands;
using CardSwitch.Station.Journals;

namespace CardSwitch.Tests.Station;

public sealed partial class JournalCommandTests : IDisposable
{
    private readonly SampleJournal journal = new();

    public void Dispose() => journal.Dispose();

    [Fact]
    public async Task A_transaction_is_a_line_with_what_became_of_it()
    {
        CommandOutcome outcome = await journal.RunAsync("find");
        Assert.Equal(ExitCode.Ok, outcome.ExitCode);
        Assert.Equal("", outcome.Error);
        Assert.Equal(
            [
                "number|time (UTC)|MTI|card|amount|terminal|RRN|STAN|issuer|code|outcome",
                "1|2026-11-21 14:00:01.000|0200|476173******0119|123.45 EUR|TERM0001|632605123451|123001|harbour|00|approved",
                "3|2026-11-21 14:00:03.000|0200|476173******0119|5.00 EUR|TERM0001|632605123452|123002|harbour|91|timed out, reversal delivered",
                "6|2026-11-21 14:00:06.000|0800|alpine|00|network management 001",
                "7|2026-11-21 14:00:07.000|0200|541333******0442|700 JPY|TERM0002|632605123453|123003|alpine|51|declined",
                "9|2026-11-21 14:00:09.000|0200|541333******0442|2.50 EUR|TERM0002|632605123454|123004|alpine|00|reversed by the shop, reversal queued",
            ],
            outcome.Lines.Select(line => Gap().Replace(line.Trim(), "|")));
    }

    [Theory]
    [InlineData("1 3", "--terminal", "TERM0001")]
    [InlineData("3", "--rrn", "632605123452")]
    [InlineData("7 9", "--day", "2026-11-22")]
    [InlineData("6 7 9", "--issuer", "alpine")]
    [InlineData("3", "--code", "91")]
    [InlineData("9", "--issuer", "alpine", "--code", "00", "--day", "2026-11-22")]
    [InlineData("7 9", "--card", SampleJournal.OtherCard)]
    [InlineData("7", "--card", "5413 3300 8901 0442", "--code", "51")]
    [InlineData("", "--terminal", "TERM0003")]
    [InlineData("", "--card", "4761739001010127")]
    [InlineData("", "--code", "17")]
    public async Task What_is_asked_for_is_found(string expected, params string[] options)
    {
        CommandOutcome outcome = await journal.RunAsync("find", options);
        Assert.Equal(expected, string.Join(' ', outcome.Lines.Skip(1).Select(line => line.TrimStart().Split(' ')[0])));
        Assert.Equal(expected.Length > 0 ? ExitCode.Ok : ExitCode.Failed, outcome.ExitCode);
        Assert.Equal(expected.Length == 0, outcome.Error.Length > 0);
    }

    [Fact]
    public async Task More_than_the_limit_is_said()
    {
        CommandOutcome outcome = await journal.RunAsync("find", "--limit", "2");
        Assert.Equal(ExitCode.Ok, outcome.ExitCode);
        Assert.Equal(3, outcome.Lines.Length);
        Assert.Equal("There are more than 2: ask for less, or raise --limit.\n", outcome.Error);
    }

    [Fact]
    public async Task A_card_number_is_read_from_standard_input()
    {
        byte[] typed = Encoding.ASCII.GetBytes(SampleJournal.Card + "\n");
        CommandOutcome outcome = await CommandOutcome.OfAsync(
            typed, default, "journal", "find", "--card", "-", "--sqlite", journal.Folder, "--name", "north", "--key-file", journal.KeyFile);
        Assert.Equal(ExitCode.Ok, outcome.ExitCode);
        Assert.Equal(3, outcome.Lines.Length);
        Assert.DoesNotContain(SampleJournal.Card, outcome.Output + outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("find", "--card", SampleJournal.Card)]
    [InlineData("find", "--card", SampleJournal.Card + "x")]
    [InlineData("find", SampleJournal.Card)]
    [InlineData("find", "--card=" + SampleJournal.Card, "--limit", SampleJournal.Card)]
    [InlineData("find", "--day", SampleJournal.Card)]
    [InlineData("show", SampleJournal.Card + "0000")]
    [InlineData("show", SampleJournal.Card)]
    [InlineData("show", "1")]
    [InlineData("show", "4")]
    [InlineData("export")]
    [InlineData("export", "--format", "json")]
    public async Task No_card_number_is_ever_shown(string verb, params string[] options)
    {
        CommandOutcome outcome = await journal.RunAsync(verb, options);
        Assert.NotEqual("", outcome.Output + outcome.Error);
        Assert.DoesNotContain(SampleJournal.Card, outcome.Output + outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(SampleJournal.OtherCard, outcome.Output + outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_is_shown_with_its_message_and_its_story()
    {
        CommandOutcome outcome = await journal.RunAsync("show", "4");
        Assert.Equal("", outcome.Error);
        Assert.Equal(ExitCode.Ok, outcome.ExitCode);
        Assert.Contains("What            timed out; reversal queued", outcome.Lines);
        Assert.Contains("Amount          5.00 EUR", outcome.Lines);
        Assert.Contains(outcome.Lines, line => Regex.IsMatch(line, @"^    2  Primary account number .* 476173\*{6}0119$"));
        Assert.Contains(outcome.Lines, line => Regex.IsMatch(line, @"^   43  Card acceptor name"));
        string[] story = outcome.Lines[^4..^1];
        Assert.StartsWith("        3  ", story[0], StringComparison.Ordinal);
        Assert.EndsWith("  sent to the issuer", story[0], StringComparison.Ordinal);
        Assert.StartsWith(">       4  ", story[1], StringComparison.Ordinal);
        Assert.EndsWith("  91    timed out; reversal queued", story[1], StringComparison.Ordinal);
        Assert.EndsWith("  00    accepted by the issuer", story[2], StringComparison.Ordinal);
        Assert.Equal("Outcome: timed out, reversal delivered", outcome.Lines[^1]);
    }

    [Fact]
    public async Task A_record_that_is_not_there_is_said_with_those_that_are()
    {
        CommandOutcome outcome = await journal.RunAsync("show", "12");
        Assert.Equal(ExitCode.Failed, outcome.ExitCode);
        Assert.Equal("There is no such record: the rows are 1 to 11.\n", outcome.Error);
    }

    [Fact]
    public async Task Totals_are_those_of_the_rows()
    {
        CommandOutcome outcome = await journal.RunAsync("totals");
        Assert.Equal(
            [
                "day|issuer|currency|debits|amount|reversed|amount|credits|amount|reversed|amount|net",
                "2026-11-21|harbour|EUR|1|123.45|0|0.00|0|0.00|0|0.00|-123.45",
                "2026-11-22|alpine|EUR|1|2.50|1|2.50|0|0.00|0|0.00|0.00",
            ],
            outcome.Lines.Select(line => Gap().Replace(line.Trim(), "|")));
        CommandOutcome ofDay = await journal.RunAsync("totals", "--day", "2026-11-22");
        Assert.Equal([outcome.Lines[0].Split(' ')[0], "2026-11-22"], ofDay.Lines.Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public async Task Rows_are_exported_as_comma_separated_values()
    {
        CommandOutcome outcome = await journal.RunAsync("export");
        Assert.Equal(ExitCode.Ok, outcome.ExitCode);
        Assert.Equal(12, outcome.Lines.Length);
        Assert.StartsWith("number,time,day,kind,what,mti,card,card_token,amount,currency,", outcome.Lines[0], StringComparison.Ordinal);
        Assert.All(outcome.Lines, line => Assert.Equal(19, line.Split(',').Length));
        Assert.Matches(
            "^1,2026-11-21T14:00:01.000Z,2026-11-21,1,sent to the issuer,0200,476173[*]{6}0119,[0-9a-f]{32},12345,EUR,TERM0001,"
            + "632605123451,123001,harbour,900001,,123456,0{31}1,$",
            outcome.Lines[1]);
    }

    [Fact]
    public async Task Rows_are_exported_as_an_object_a_line_into_a_file()
    {
        string file = journal.PathOf("day.json");
        CommandOutcome outcome = await journal.RunAsync("export", "--format", "json", "--day", "2026-11-22", "--output", file);
        Assert.Equal($"{file}: 5 rows\n", outcome.Output);
        JsonElement[] rows = [.. File.ReadLines(file).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal([7, 8, 9, 10, 11], rows.Select(row => row.GetProperty("number").GetInt64()));
        Assert.Equal((700, "JPY", "51"), (rows[1].GetProperty("amount").GetInt64(), rows[1].GetProperty("currency").GetString(), rows[1].GetProperty("code").GetString()));
        Assert.False(rows[0].TryGetProperty("code", out _));
    }

    [Fact]
    public async Task A_journal_that_nobody_has_touched_is_verified()
    {
        CommandOutcome outcome = await journal.RunAsync("verify");
        Assert.Equal("", outcome.Error);
        Assert.Equal(ExitCode.Ok, outcome.ExitCode);
        Assert.Equal("north: 11 rows verified, none is wrong.\n", outcome.Output);
    }

    [Fact]
    public async Task With_another_key_no_seal_fits()
    {
        File.Delete(journal.KeyFile);
        Assert.Equal(ExitCode.Ok, (await CommandOutcome.OfAsync("journal", "key", "--output", journal.KeyFile)).ExitCode);
        CommandOutcome outcome = await journal.RunAsync("verify");
        Assert.Equal(ExitCode.Failed, outcome.ExitCode);
        Assert.StartsWith("WRONG at number 11: ", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pruning_says_first_what_would_go()
    {
        CommandOutcome told = await journal.RunAsync("prune", "--before", "2026-11-22", "--dry-run");
        Assert.Equal(["2026-11-21  5 rows", "Up to 5 rows of days before 2026-11-22 would go."], told.Lines);
        Assert.Equal(12, (await journal.RunAsync("export")).Lines.Length);
    }

    [Fact]
    public async Task A_station_whose_journal_another_process_holds_ends_with_3()
    {
        using var store = new SqliteJournal(journal.Folder);
        store.Open(new JournalOwner("north", []));
        CommandOutcome outcome = await CommandOutcome.OfAsync("station", "--config", journal.StationFile, "--seconds", "1");
        Assert.Equal(ExitCode.Journal, outcome.ExitCode);
        Assert.EndsWith(
            $"cardswitch: the journal: The journal in {journal.Folder} is in use by another process.\n", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edited_byte_is_found()
    {
        // A change of the same length within the file, as a hexadecimal editor makes it.
        string file = Directory.GetFiles(journal.Folder, "records-*.db").Single();
        byte[] bytes = File.ReadAllBytes(file);
        int at = bytes.AsSpan().LastIndexOf("541333******0442"u8);
        bytes[at + 15] = (byte)'3';
        File.WriteAllBytes(file, bytes);
        CommandOutcome outcome = await journal.RunAsync("verify");
        Assert.Equal(ExitCode.Failed, outcome.ExitCode);
        Assert.Matches("^WRONG at number (7|8|9|10|11): the row was edited; [0-9]+ rows before it are in order.\n$", outcome.Error);
    }

    [Theory]
    [InlineData("Which days? Use one of --keep-days N and --before YYYY-MM-DD.", "prune")]
    [InlineData("Which days?", "prune", "--keep-days", "1", "--before", "2026-01-01")]
    [InlineData("--before: today's rows cannot be deleted.", "prune", "--before", "9999-01-01")]
    [InlineData("--card: expected 1 to 19 digits.", "find", "--card", "x")]
    [InlineData("--day: expected a day such as 2026-11-22, found '22.11.2026'.", "find", "--day", "22.11.2026")]
    public async Task Wrong_options_are_said_in_a_line(string expected, string verb, params string[] options)
    {
        CommandOutcome outcome = await journal.RunAsync(verb, options);
        Assert.Equal(ExitCode.Usage, outcome.ExitCode);
        Assert.Equal("", outcome.Output);
        Assert.StartsWith($"cardswitch: {expected}", Assert.Single(outcome.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_made_once_and_for_its_owner_only()
    {
        string file = journal.PathOf("new.key");
        CommandOutcome made = await CommandOutcome.OfAsync("journal", "key", "--output", file);
        Assert.Equal(ExitCode.Ok, made.ExitCode);
        string key = File.ReadAllText(file);
        Assert.Matches("^[0-9a-f]{64}\n$", key);
        Assert.DoesNotContain(key.Trim(), made.Output, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));

        CommandOutcome again = await CommandOutcome.OfAsync("journal", "key", "--output", file);
        Assert.Equal(ExitCode.Usage, again.ExitCode);
        Assert.Equal(key, File.ReadAllText(file));
    }

    [Fact]
    public async Task A_key_that_others_can_read_is_refused()
    {
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(journal.KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        CommandOutcome outcome = await journal.RunAsync("find", "--card", SampleJournal.Card);
        Assert.Equal(ExitCode.Usage, outcome.ExitCode);
        Assert.Contains("others can read or write it", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_does_not_hold_the_key_may_read_what_needs_none()
    {
        File.Delete(journal.KeyFile);
        Assert.Equal(ExitCode.Ok, (await journal.RunAsync("find", "--terminal", "TERM0001")).ExitCode);
        Assert.Equal(ExitCode.Ok, (await journal.RunAsync("totals")).ExitCode);
        Assert.Equal(ExitCode.Usage, (await journal.RunAsync("find", "--card", SampleJournal.Card)).ExitCode);
        Assert.Equal(ExitCode.Usage, (await journal.RunAsync("verify")).ExitCode);
    }

    [Fact]
    public void Every_kind_of_record_has_its_words()
    {
        string[] words = [.. Enum.GetValues<RecordKind>().Select(kind => RowText.Kind(new JournalRow { Kind = (int)kind }))];
        Assert.DoesNotContain(words, text => text.StartsWith("kind ", StringComparison.Ordinal));
        Assert.Equal(words.Length, words.Distinct().Count());
    }

    [GeneratedRegex(" {2,}")]
    private static partial Regex Gap();
}
