using System.Runtime.CompilerServices;
using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Journal;
using CardSwitch.Repeats;
using CardSwitch.Settlement;
using CardSwitch.StandIn;
using CardSwitch.StoreAndForward;

namespace CardSwitch.Switching;

/// <summary>
/// Approvals in an issuer's place, as its rules allow. The approval and the advice that the issuer gets of it are one
/// record; after it the originator is answered.
/// </summary>
internal sealed class StandInApprovals(SwitchState state, Delivery delivery, Reversals reversals)
{
    private readonly AdviceWriter writer = new();
    private readonly FieldIndex adviceIndex = new();
    private readonly Crossing crossing = new(state);
    private readonly Scratch scratch = new();

    /// <summary>The issuer cannot be asked: approves the request in its place. False: the rules do not allow it.</summary>
    internal bool TryApprove(
        CoreLink shop, Issuer issuer, MessageView request, in Admitted admitted, int day, in Moment moment) =>
        state.Destinations[issuer.Index].StandIn is { } desk
        && TryApprove(desk, shop, issuer, request, in admitted, day, in moment);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryApprove(
        StandInDesk desk, CoreLink shop, Issuer issuer, MessageView request, in Admitted admitted, int day, in Moment moment)
    {
        ulong lane = state.Keys.Lane(in admitted.Pan);
        MessageView source = request;
        if (!state.HasRoomForAdvice
            || !desk.TryApprove(request, in admitted.Pan, lane, day, timedOut: false, out long amount, out _)
            || !crossing.TryCross(issuer, ref source))
        {
            return false;
        }
        request.TryGetInt32(Field.Stan, out int originatorStan);
        var approved = new Approved(
            admitted.Digest.Key, admitted.Digest.Content, request.Type, originatorStan, day, amount, admitted.Digest.Currency,
            admitted.Digest.Acquirer, lane, TotalsRules.EffectOf(request.Type, admitted.Digest.ProcessingCode));
        if (!TryRecord(issuer, source, in approved, in moment, out StoodIn stoodIn)) return false;

        desk.Count(lane, day, amount);
        Know(ref state.Known.Add(admitted.Digest.Key, out KnownHandle handle), issuer, in approved, in stoodIn);
        bool given = delivery.Answer(shop, request, ResponseCode.Approved, stoodIn.Record, stoodIn.Approval);
        Delivered(handle, given, source, in moment);
        return true;
    }

    /// <summary>
    /// The issuer did not answer in time and its reversal is recorded: approves the request in its place. The contents of
    /// its slot must still be there.
    /// </summary>
    internal bool TryApproveAfterTimeOut(CoreLink shop, Issuer issuer, int slot, MessageView sent, in Moment moment)
    {
        if (state.Destinations[issuer.Index].StandIn is not { } desk || !state.HasRoomForAdvice) return false;
        PendingRequest pending = issuer.Pending[slot];
        if (!CardNumber.TryRead(sent, verifyCheckDigit: false, out Pan pan, out _)) return false;
        ulong lane = state.Keys.Lane(in pan);
        if (!desk.TryApprove(sent, in pan, lane, pending.Day, timedOut: true, out long amount, out _)) return false;
        var approved = new Approved(
            pending.Key, pending.Content, pending.Type, pending.OriginatorStan, pending.Day, amount, pending.Currency,
            pending.Acquirer, lane, pending.Effect);
        if (!TryRecord(issuer, sent, in approved, in moment, out StoodIn stoodIn)) return false;

        desk.Count(lane, pending.Day, amount);
        ref KnownTransaction known = ref state.Known.At(pending.Known);
        if (!Unsafe.IsNullRef(ref known)) Know(ref known, issuer, in approved, in stoodIn);
        bool given = delivery.AnswerSent(
            shop, issuer, slot, sent, ResponseCode.Approved, stoodIn.Record, stoodIn.Approval);
        Delivered(pending.Known, given, sent, in moment);
        return true;
    }

    private bool TryRecord(
        Issuer issuer, MessageView source, in Approved approved, in Moment moment, out StoodIn stoodIn)
    {
        int stan = state.NextStan(issuer);
        Span<byte> digits = stackalloc byte[ApprovalCode.Length];
        StandInDesk.WriteApprovalCode(stan, digits);
        ApprovalCode.TryOf(digits, out ApprovalCode approval);
        MessageType type = MessageType.Of(approved.Type.Class == MessageClass.Authorization ? 120 : 220);
        // DE 7 stays the request's: by it the originator's reversal, should one come, names the advice.
        if (!source.TryGetInt64(Field.TransmissionDateTime, out long transmission)) transmission = Transmission.Of(moment.UnixMs);
        var terms = new AdviceTerms(
            type, stan, transmission, state.Settings.Institution == 0 ? 0 : approved.Day, state.Settings.Institution,
            ResponseCode.Approved, approval);
        stoodIn = default;
        Span<byte> made = scratch.For(source.Frame.Length);
        if (!writer.TryWriteAdvice(source, in terms, made, out int length)
            || !issuer.Parser.Parse(made[..length], adviceIndex).IsOk)
        {
            return false;
        }
        var entry = new JournalEntry
        {
            Kind = RecordKind.StoodIn,
            Effect = approved.Effect,
            Issuer = (short)issuer.Index,
            Type = type,
            Code = ResponseCode.Approved,
            Stan = stan,
            OriginatorStan = approved.OriginatorStan,
            Day = approved.Day,
            Currency = approved.Currency,
            UnixMs = moment.UnixMs,
            Amount = approved.Amount,
            Acquirer = approved.Acquirer,
            Key = approved.Key,
            Content = approved.Content,
            Lane = approved.Lane,
            HasMessage = true,
            Message = new MessageView(made[..length], adviceIndex),
        };
        stoodIn = new StoodIn(state.Record(in entry), stan, type, approval);
        state.Keep(new StoredAdvice
        {
            Number = stoodIn.Record,
            Issuer = issuer.Index,
            Lane = approved.Lane,
            Type = type,
            Format = issuer.Format,
            Message = made[..length].ToArray(),
            Stan = stan,
            Original = approved.Key,
            Day = approved.Day,
        });
        issuer.Counts.StoodIn++;
        return true;
    }

    // To the issuer the advice is the transaction: a reversal names its type and trace number.
    private static void Know(ref KnownTransaction known, Issuer issuer, in Approved approved, in StoodIn stoodIn)
    {
        known.State = KnownState.Approved;
        known.Content = approved.Content;
        known.Type = stoodIn.Type;
        known.Issuer = (short)issuer.Index;
        known.Stan = stoodIn.Stan;
        known.Day = approved.Day;
        known.Effect = approved.Effect;
        known.Amount = approved.Amount;
        known.Currency = approved.Currency;
        known.Code = ResponseCode.Approved;
        known.Approval = stoodIn.Approval;
        known.Record = stoodIn.Record;
    }

    private void Delivered(KnownHandle handle, bool given, MessageView source, in Moment moment)
    {
        ref KnownTransaction known = ref state.Known.At(handle);
        if (given) state.Counts.Answered++;
        if (Unsafe.IsNullRef(ref known)) return;
        known.Copies = given ? (byte)1 : (byte)0;
        if (given) return;
        state.Issuers[known.Issuer].Counts.Undelivered++;
        OriginalElements original = OriginalElements.Of(source);
        reversals.OfKnown(RecordKind.Undelivered, ref known, source, in original, replacement: -1, in moment);
    }

    /// <summary>What was approved.</summary>
    private readonly record struct Approved(
        TransactionKey Key, uint Content, MessageType Type, int OriginatorStan, int Day, long Amount, short Currency,
        long Acquirer, ulong Lane, TotalsEffect Effect);

    /// <summary>What its record gave.</summary>
    private readonly record struct StoodIn(long Record, int Stan, MessageType Type, ApprovalCode Approval);
}
