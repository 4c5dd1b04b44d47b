using CardSwitch.Journal;

namespace CardSwitch.Station.Journals;

/// <summary>What became of one transaction, told by the rows that share its key, in the order of their numbers.</summary>
internal sealed class TransactionStory
{
    private readonly SortedDictionary<long, (string What, string State)> queue = [];
    private string decision = "no outcome yet";

    internal TransactionStory(IReadOnlyList<JournalRow> rows)
    {
        Rows = rows;
        First = rows[0];
        foreach (JournalRow row in rows)
        {
            Card ??= row.Card;
            Terminal ??= row.Terminal;
            Rrn ??= row.Rrn;
            Issuer ??= row.Issuer;
            if (OriginatorStan == 0) OriginatorStan = row.OriginatorStan;
            Take(row);
        }
    }

    internal IReadOnlyList<JournalRow> Rows { get; }

    internal JournalRow First { get; }

    internal string? Card { get; }

    internal string? Terminal { get; }

    internal string? Rrn { get; }

    internal string? Issuer { get; }

    internal int OriginatorStan { get; }

    /// <summary>What decided it: the answer's code, or the one that the station gave.</summary>
    internal string Code { get; private set; } = "";

    /// <summary>In words, with the state of what is on its way to the issuer: <c>timed out, reversal delivered</c>.</summary>
    internal string Outcome => string.Join(", ", [decision, .. queue.Values.Select(queued => $"{queued.What} {queued.State}")]);

    private void Take(JournalRow row)
    {
        switch ((RecordKind)row.Kind)
        {
            case RecordKind.Sent:
                decision = "waits for the issuer";
                break;
            case RecordKind.Answered:
                Decide(RowText.CodeOf(row).IsApproval ? "approved" : "declined", row);
                break;
            case RecordKind.TimedOut:
                Decide("timed out", row);
                Enqueue(row, "reversal");
                break;
            case RecordKind.StoodIn:
                Decide("stood in", row);
                Enqueue(row, "advice");
                break;
            case RecordKind.Queued:
                Decide("taken over", row);
                Enqueue(row, IsReversal(row) ? "reversal" : "advice");
                break;
            case RecordKind.Undelivered:
                decision = "approved, not delivered";
                Enqueue(row, "reversal");
                break;
            case RecordKind.Reversed:
                decision = "reversed by the shop";
                Enqueue(row, "reversal");
                break;
            case RecordKind.Blocked:
                decision = "reversed before it came";
                break;
            case RecordKind.Forwarded:
                Move(row, "delivered");
                break;
            case RecordKind.Parked:
                Move(row, "parked");
                break;
            case RecordKind.Released:
                Move(row, "queued");
                break;
            case RecordKind.Late or RecordKind.Unmatched or RecordKind.MacFailed:
                break;
            default:
                Decide(RowText.Kind(row), row);
                break;
        }
    }

    private void Decide(string outcome, JournalRow row)
    {
        decision = outcome;
        if (row.Code.Length > 0) Code = row.Code;
    }

    private void Enqueue(JournalRow row, string what)
    {
        if (RowText.HasMessage(row)) queue[row.Number] = (what, "queued");
    }

    private void Move(JournalRow row, string state)
    {
        if (queue.TryGetValue(row.Queued, out (string What, string) queued)) queue[row.Queued] = (queued.What, state);
    }

    // MTI x4xx.
    private static bool IsReversal(JournalRow row) => row.Type / 100 % 10 == 4;
}
