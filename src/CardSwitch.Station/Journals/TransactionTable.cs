using CardSwitch.Journal;

namespace CardSwitch.Station.Journals;

/// <summary>Transactions and their records as lines in columns.</summary>
internal static class TransactionTable
{
    private static readonly string[] Head =
        ["number", "time (UTC)", "MTI", "card", "amount", "terminal", "RRN", "STAN", "issuer", "code", "outcome"];

    private static readonly string[] StoryHead = ["", "number", "time (UTC)", "MTI", "amount", "issuer", "STAN", "code", "what"];

    /// <summary>A line for each transaction, by the number of its first record.</summary>
    internal static IEnumerable<string> Of(IEnumerable<TransactionStory> stories) =>
        TextColumns.Of([Head, .. stories.Select(Line)], 0, 4);

    /// <summary>A line for each record of a transaction; the one with the number is marked.</summary>
    internal static IEnumerable<string> Of(TransactionStory story, long marked) => TextColumns.Of(
    [
        StoryHead,
        .. story.Rows.Select(row => (string[])
        [
            row.Number == marked ? ">" : "", RowText.Number(row.Number), RowText.Time(row.UnixMs), RowText.Type(row.Type),
            RowText.Amount(row), RowText.Plain(row.Issuer), RowText.Stan(row.Stan), RowText.Plain(row.Code),
            RowText.Kind(row),
        ]),
    ], 1, 4);

    private static string[] Line(TransactionStory story)
    {
        JournalRow first = story.First;
        return
        [
            RowText.Number(first.Number), RowText.Time(first.UnixMs), RowText.Type(first.Type),
            RowText.Plain(story.Card), RowText.Amount(first), RowText.Plain(story.Terminal),
            RowText.Plain(story.Rrn), RowText.Stan(story.OriginatorStan), RowText.Plain(story.Issuer), RowText.Plain(story.Code),
            story.Outcome,
        ];
    }
}
