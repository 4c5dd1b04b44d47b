using System.Runtime.CompilerServices;
using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Journal;
using CardSwitch.Links;
using CardSwitch.Repeats;
using CardSwitch.Settlement;
using CardSwitch.StoreAndForward;

namespace CardSwitch.Switching;

/// <summary>
/// Reversals to issuers: made of the request as it was sent, or of the originator's own reversal; recorded together with
/// what caused them, and queued.
/// </summary>
internal sealed class Reversals(SwitchState state)
{
    private readonly AdviceWriter writer = new();
    private readonly FieldIndex sentIndex = new();
    private readonly FieldIndex reversalIndex = new();
    private readonly Scratch scratch = new();

    /// <summary>A waiting request has no answer in time. Returns the record's number.</summary>
    internal long TimedOut(Issuer issuer, int slot, in Moment moment) =>
        OfPending(RecordKind.TimedOut, issuer, slot, ResponseCode.ResponseTooLate, default, in moment);

    private long Reversed(Issuer issuer, int slot, in Moment moment) =>
        OfPending(RecordKind.Reversed, issuer, slot, ResponseCode.CustomerCancellation, default, in moment);

    /// <summary>
    /// The originator has given up: no answer is due any more, and one that comes is late. False when the request does not
    /// wait here.
    /// </summary>
    internal bool TryEndWaiting(ref KnownTransaction known, in Moment moment)
    {
        if (!state.WaitsHere(in known, out int slot)) return false;
        Issuer issuer = state.Issuers[known.Issuer];
        known.State = KnownState.Reversed;
        known.Code = ResponseCode.ResponseTooLate;
        issuer.Counts.GivenUp++;
        known.Record = Reversed(issuer, slot, in moment);
        state.EndsToWait(issuer.Pending[slot].Day);
        issuer.Pending.End(slot, PendingState.TimedOut);
        return true;
    }

    /// <summary>An approval was matched, but there is no link to give it to.</summary>
    internal void Undelivered(Issuer issuer, int slot, in Moment moment)
    {
        ref PendingRequest pending = ref issuer.Pending[slot];
        long record = OfPending(
            RecordKind.Undelivered, issuer, slot, ResponseCode.SuspectedMalfunction,
            TotalsRules.ReversalOf(pending.Effect), in moment);
        ref KnownTransaction known = ref state.Known.At(pending.Known);
        if (Unsafe.IsNullRef(ref known)) return;
        known.State = KnownState.Reversed;
        known.Record = record;
    }

    /// <summary>
    /// Reverses what is known as approved, on the ground of a message that names its card: the originator's reversal, or
    /// the answer that did not leave. The message is in the issuer's format.
    /// </summary>
    /// <param name="kind">What caused it.</param>
    /// <param name="known">The transaction; it is marked as reversed.</param>
    /// <param name="source">The message.</param>
    /// <param name="original">DE 7 and 32 of the original.</param>
    /// <param name="replacement">What remains of it; below 0 nothing does.</param>
    /// <param name="moment">Now.</param>
    internal long OfKnown(
        RecordKind kind, ref KnownTransaction known, MessageView source, in OriginalElements original, long replacement,
        in Moment moment)
    {
        Issuer issuer = state.Issuers[known.Issuer];
        var due = new Due
        {
            Kind = kind,
            Effect = TotalsRules.ReversalOf(known.Effect),
            Amount = replacement < 0 ? known.Amount : known.Amount - replacement,
            Currency = known.Currency,
            Acquirer = original.Acquirer,
            Day = known.Day,
            Key = known.Key,
            Content = known.Content,
        };
        ResponseCode reason = kind == RecordKind.Undelivered ? ResponseCode.SuspectedMalfunction : ResponseCode.CustomerCancellation;
        var terms = new ReversalTerms(
            TypeFor(issuer), state.NextStan(issuer), Transmission.Of(moment.UnixMs), known.Type, known.Stan,
            original.Transmission, DayFor(known.Day), state.Settings.Institution, reason, known.Approval, replacement);
        known.State = KnownState.Reversed;
        known.Code = ResponseCode.ResponseTooLate;
        if (replacement >= 0) known.Amount = replacement;
        known.Record = Queue(issuer, source, in due, in terms, in moment);
        return known.Record;
    }

    private long OfPending(
        RecordKind kind, Issuer issuer, int slot, ResponseCode reason, TotalsEffect effect, in Moment moment)
    {
        ref PendingRequest pending = ref issuer.Pending[slot];
        ReadOnlySpan<byte> sent = issuer.Pending.SentFrame(slot);
        issuer.Parser.Parse(sent, sentIndex);
        var source = new MessageView(sent, sentIndex);
        source.TryGetInt64(Field.TransmissionDateTime, out long transmission);
        var due = new Due
        {
            Kind = kind,
            Effect = effect,
            Amount = pending.Amount,
            Currency = pending.Currency,
            Acquirer = pending.Acquirer,
            Day = pending.Day,
            Key = pending.Key,
            Content = pending.Content,
            OriginatorStan = pending.OriginatorStan,
            After = pending.Link,
        };
        var terms = new ReversalTerms(
            TypeFor(issuer), state.NextStan(issuer), Transmission.Of(moment.UnixMs), pending.Type, pending.Stan, transmission,
            DayFor(pending.Day), state.Settings.Institution, reason);
        return Queue(issuer, source, in due, in terms, in moment);
    }

    /// <summary>An intent of an earlier run without an outcome: as if it had timed out.</summary>
    internal long OfIntent(Issuer issuer, in JournalEntry intent, in Moment moment)
    {
        intent.Message.TryGetInt64(Field.TransmissionDateTime, out long transmission);
        var due = new Due
        {
            Kind = RecordKind.TimedOut,
            Amount = intent.Amount,
            Currency = intent.Currency,
            Acquirer = intent.Acquirer,
            Day = intent.Day,
            Key = intent.Key,
            Content = intent.Content,
            OriginatorStan = intent.OriginatorStan,
            Queued = intent.Queued,
        };
        var terms = new ReversalTerms(
            TypeFor(issuer), state.NextStan(issuer), Transmission.Of(moment.UnixMs), intent.Type, intent.Stan, transmission,
            DayFor(intent.Day), state.Settings.Institution, ResponseCode.SystemMalfunction);
        return Queue(issuer, intent.Message, in due, in terms, in moment);
    }

    private long Queue(Issuer issuer, MessageView source, in Due due, in ReversalTerms terms, in Moment moment)
    {
        ReadOnlySpan<byte> message = default;
        Span<byte> made = scratch.For(source.Frame.Length);
        bool moves = source.Type.Class is MessageClass.Authorization or MessageClass.Financial or MessageClass.Reversal;
        if (moves && writer.TryWriteReversal(source, in terms, made, out int length)) message = made[..length];
        if (moves && message.IsEmpty) state.Output.Tell(new Notice(NoticeKind.NotReversible, issuer.Index, terms.OriginalStan));
        bool queued = !message.IsEmpty && issuer.Parser.Parse(message, reversalIndex).IsOk;

        CardNumber.TryRead(source, verifyCheckDigit: false, out Pan pan, out _);
        ulong lane = state.Keys.Lane(in pan);
        var entry = new JournalEntry
        {
            Kind = due.Kind,
            Effect = due.Effect,
            Issuer = (short)issuer.Index,
            Type = queued ? terms.Type : terms.OriginalType,
            Code = terms.Reason,
            Stan = queued ? terms.Stan : terms.OriginalStan,
            OriginatorStan = due.OriginatorStan,
            Day = due.Day,
            Currency = due.Currency,
            UnixMs = moment.UnixMs,
            Amount = due.Amount,
            Acquirer = due.Acquirer,
            Key = due.Key,
            Content = due.Content,
            Lane = lane,
            Queued = due.Queued,
            HasMessage = queued,
            Message = queued ? new MessageView(message, reversalIndex) : default,
        };
        long record = state.Record(in entry);
        if (!queued) return record;
        state.Keep(new StoredAdvice
        {
            Number = record,
            Issuer = issuer.Index,
            Lane = lane,
            Type = terms.Type,
            Format = issuer.Format,
            Message = message.ToArray(),
            Stan = terms.Stan,
            Original = due.Key,
            Day = due.Day,
            After = due.After,
        });
        issuer.Counts.Reversals++;
        return record;
    }

    // ISO 8583: 0420 is an advice, 0400 a request.
    private static MessageType TypeFor(Issuer issuer) => MessageType.Of(issuer.Profile.ReversalsAsRequests ? 400 : 420);

    private int DayFor(int day) => state.Settings.Institution == 0 ? 0 : day;

    /// <summary>What a reversal's record says besides the message.</summary>
    private ref struct Due
    {
        internal RecordKind Kind;
        internal TotalsEffect Effect;
        internal long Amount;
        internal short Currency;
        internal long Acquirer;
        internal int Day;
        internal TransactionKey Key;
        internal uint Content;
        internal int OriginatorStan;
        internal long Queued;
        internal LinkId After;
    }
}
