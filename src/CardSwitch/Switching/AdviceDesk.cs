using System.Runtime.CompilerServices;
using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Journal;
using CardSwitch.Repeats;
using CardSwitch.Settlement;
using CardSwitch.StoreAndForward;

namespace CardSwitch.Switching;

/// <summary>
/// Advices by originators (0120, 0220): they tell of what has happened, so that the switch takes them over: recorded,
/// queued to the issuer, and acknowledged after the record.
/// </summary>
internal sealed class AdviceDesk(SwitchState state, Delivery delivery, RepeatDesk repeats)
{
    private readonly AdviceWriter writer = new();
    private readonly Crossing crossing = new(state);
    private readonly FieldIndex adviceIndex = new();
    private readonly Scratch scratch = new();

    internal void Received(CoreLink shop, MessageView advice, in Moment moment)
    {
        if (!advice.Has(Field.Stan))
        {
            Refuse(shop, advice, ResponseCode.FormatError);
            return;
        }
        TransactionKey key = state.Keys.Of(advice);
        uint content = state.Keys.Content(advice);
        ref KnownTransaction known = ref state.Known.Find(key, out _);
        if (!Unsafe.IsNullRef(ref known)) repeats.Received(shop, advice, ref known, content);
        else if (!shop.IsSignedOn) Refuse(shop, advice, ResponseCode.IssuerUnavailable);
        else if (!RequestRouting.TryRoute(state, advice, out Issuer? issuer, out Pan pan, out ResponseCode why)) Refuse(shop, advice, why);
        // Nothing is taken over when there is no room: it will come again.
        else if (!state.HasRoomForAdvice) Refuse(shop, advice, ResponseCode.SystemMalfunction);
        else if (!TryTake(shop, issuer, advice, key, content, in pan, in moment)) Refuse(shop, advice, ResponseCode.FormatError);
    }

    private bool TryTake(
        CoreLink shop, Issuer issuer, MessageView advice, TransactionKey key, uint content, in Pan pan, in Moment moment)
    {
        MessageView source = advice;
        if (!crossing.TryCross(issuer, ref source)) return false;
        int stan = state.NextStan(issuer), day = DayOf(advice);
        // DE 7 stays: by it the originator's reversal, should one come, names the advice.
        if (!advice.TryGetInt64(Field.TransmissionDateTime, out long transmission)) transmission = Transmission.Of(moment.UnixMs);
        MessageType type = advice.Type.WithoutRepeat();
        var terms = new AdviceTerms(
            type, stan, transmission, state.Settings.Institution == 0 ? 0 : day, state.Settings.Institution);
        Span<byte> made = scratch.For(source.Frame.Length);
        if (!writer.TryWriteAdvice(source, in terms, made, out int length)
            || !issuer.Parser.Parse(made[..length], adviceIndex).IsOk)
        {
            return false;
        }
        advice.TryGetInt64(Field.Amount, out long amount);
        advice.TryGetInt32(Field.Stan, out int originatorStan);
        advice.TryGetInt64(Field.AcquirerId, out long acquirer);
        var entry = new JournalEntry
        {
            Kind = RecordKind.Queued,
            Effect = EffectOf(advice),
            Issuer = (short)issuer.Index,
            Type = type,
            Code = ResponseCode.Approved,
            Stan = stan,
            OriginatorStan = originatorStan,
            Day = day,
            Currency = advice.TryGetInt32(Field.Currency, out int currency) ? (short)currency : (short)0,
            UnixMs = moment.UnixMs,
            Amount = amount,
            Acquirer = acquirer,
            Key = key,
            Content = content,
            Lane = state.Keys.Lane(in pan),
            HasMessage = true,
            Message = new MessageView(made[..length], adviceIndex),
        };
        long record = state.Record(in entry);
        state.Keep(new StoredAdvice
        {
            Number = record,
            Issuer = issuer.Index,
            Lane = entry.Lane,
            Type = type,
            Format = issuer.Format,
            Message = made[..length].ToArray(),
            Stan = stan,
            Original = key,
            Day = day,
        });
        Know(in entry, record);
        state.Counts.Advices++;
        if (delivery.Answer(shop, advice, ResponseCode.Approved, record)) state.Counts.Answered++;
        return true;
    }

    private void Know(in JournalEntry entry, long record)
    {
        ref KnownTransaction known = ref state.Known.Add(entry.Key, out _);
        known.State = KnownState.Queued;
        known.Content = entry.Content;
        known.Type = entry.Type;
        known.Issuer = entry.Issuer;
        known.Stan = entry.Stan;
        known.Day = entry.Day;
        known.Effect = entry.Effect;
        known.Amount = entry.Amount;
        known.Currency = entry.Currency;
        known.Code = ResponseCode.Approved;
        known.Record = record;
    }

    // An advice of a transaction that was declined at the terminal moves nothing.
    private static TotalsEffect EffectOf(MessageView advice) =>
        advice.TryGetResponseCode(out ResponseCode code) && !code.IsApproval
            ? TotalsEffect.None
            : TotalsRules.EffectOf(advice.Type, advice);

    // An advice is never refused for its day: one that is closed already counts for today.
    private int DayOf(MessageView advice)
    {
        int day = state.Settings.Institution != 0 && advice.TryGetInt32(Field.SettlementDate, out int monthAndDay)
            ? state.Days.OpenDayOf(monthAndDay)
            : 0;
        return day != 0 ? day : state.Days.Current;
    }

    private void Refuse(CoreLink shop, MessageView advice, ResponseCode code)
    {
        state.Counts.Refused(code);
        if (delivery.Answer(shop, advice, code, after: 0)) state.Counts.Answered++;
    }
}
