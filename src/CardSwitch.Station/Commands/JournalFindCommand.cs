using System.CommandLine;
using System.Globalization;
using System.Text;
using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Station.Journals;

namespace CardSwitch.Station.Commands;

/// <summary>The command <c>journal find</c>.</summary>
internal sealed class JournalFindCommand
{
    private const string Details =
        """
        A line for each transaction, oldest first: the number of its first record, when it came, and what became of it. All
        that is asked for must fit. A card number is looked up by its keyed token and never shown; '--card -' reads it from
        standard input, so that it stays out of the shell's history and of the list of processes.


        """ + JournalChoice.Details;

    private const int MostDigits = 19;

    private readonly JournalChoice choice = new();
    private readonly Option<string?> card = new("--card")
    {
        Description = "A card number, or '-' for standard input.",
        HelpName = "NUMBER",
    };
    private readonly Option<string?> device = new("--terminal") { Description = "The terminal (DE 41).", HelpName = "ID" };
    private readonly Option<string?> rrn = new("--rrn") { Description = "The retrieval reference number (DE 37).", HelpName = "RRN" };
    private readonly Option<DateOnly?> day = DayOption.Create("--day", "The business day.");
    private readonly Option<string?> issuer = new("--issuer") { Description = "The issuer's name.", HelpName = "NAME" };
    private readonly Option<string?> code = new("--code") { Description = "The code that decided it (DE 39).", HelpName = "CODE" };
    private readonly Option<int> limit = NumberOption.Create("--limit", "So many transactions at most.", "N", 50, 1, 10_000_000);

    internal static Command Build(Terminal terminal)
    {
        var command = new CommandWithExamples(
            "find", "Find transactions by card, terminal, reference number, day, issuer or code.",
            "cardswitch journal find --station station.json --rrn 632718000042",
            "cardswitch journal find --station station.json --card - < card.txt",
            "cardswitch journal find --sqlite journal --name north --day 2026-11-22 --code 91 --limit 1000")
        {
            Details = Details,
        };
        new JournalFindCommand().AddTo(command, terminal);
        return command;
    }

    private void AddTo(Command command, Terminal terminal)
    {
        foreach (Option option in (Option[])[card, device, rrn, day, issuer, code, limit]) command.Add(option);
        choice.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using OpenJournal journal = choice.Open(parsed);
            var query = new JournalQuery
            {
                CardToken = parsed.GetValue(card) is { } digits ? await TokenAsync(journal, digits, terminal.Input, cancellation) : default,
                Terminal = parsed.GetValue(device),
                Rrn = parsed.GetValue(rrn),
                Day = parsed.GetValue(day),
            };
            var search = new TransactionSearch(journal.Store, query)
            {
                Issuer = parsed.GetValue(issuer),
                Code = parsed.GetValue(code),
            };
            return await PrintAsync(terminal, [.. search.Run().Take(parsed.GetValue(limit) + 1)], parsed.GetValue(limit));
        });
    }

    private static async Task<int> PrintAsync(Terminal terminal, List<TransactionStory> found, int limit)
    {
        if (found.Count == 0)
        {
            await terminal.Error.WriteLineAsync("Nothing found. The latest seconds of a station that runs are not in the rows yet.");
            return ExitCode.Failed;
        }
        foreach (string line in TransactionTable.Of(found.Take(limit))) await terminal.Out.WriteLineAsync(line);
        if (found.Count <= limit) return ExitCode.Ok;
        await terminal.Out.FlushAsync(CancellationToken.None);
        await terminal.Error.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"There are more than {limit:N0}: ask for less, or raise --limit."));
        return ExitCode.Ok;
    }

    // What was typed is in no error: a wrong card number is nearly a right one.
    private static async Task<byte[]> TokenAsync(OpenJournal journal, string typed, Stream input, CancellationToken cancellation)
    {
        if (typed == "-")
        {
            using var reader = new StreamReader(input, Encoding.ASCII, false, MostDigits, leaveOpen: true);
            typed = await reader.ReadLineAsync(cancellation) ?? "";
        }
        byte[] digits = Encoding.ASCII.GetBytes(typed.Replace(" ", "", StringComparison.Ordinal));
        if (!Pan.TryParse(digits, out _)) throw new UsageException("--card: expected 1 to 19 digits.");
        using JournalKeys keys = journal.Keys();
        return keys.TokenOf(digits);
    }
}
