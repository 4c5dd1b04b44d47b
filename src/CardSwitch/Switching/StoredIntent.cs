using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Journal;
using CardSwitch.Repeats;

namespace CardSwitch.Switching;

/// <summary>A request that an earlier run sent, kept until its outcome is read.</summary>
internal sealed class StoredIntent
{
    private readonly byte[] message;
    private readonly int issuer;
    private readonly MessageType type;
    private readonly int stan;
    private readonly int originatorStan;
    private readonly int day;
    private readonly short currency;
    private readonly long amount;
    private readonly long acquirer;
    private readonly TransactionKey key;
    private readonly uint content;

    internal StoredIntent(in JournalEntry entry)
    {
        message = entry.HasMessage ? entry.Message.Frame.ToArray() : [];
        issuer = entry.Issuer;
        type = entry.Type;
        stan = entry.Stan;
        originatorStan = entry.OriginatorStan;
        day = entry.Day;
        currency = entry.Currency;
        amount = entry.Amount;
        acquirer = entry.Acquirer;
        key = entry.Key;
        content = entry.Content;
    }

    /// <summary>The station's own trace number towards the issuer.</summary>
    internal int Stan => stan;

    /// <summary>It has no outcome: it is reversed.</summary>
    internal void Reverse(SwitchState state, Reversals reversals, in Moment moment)
    {
        Issuer to = state.Issuers[issuer];
        var index = new FieldIndex();
        if (!to.Parser.Parse(message, index).IsOk) return;
        var entry = new JournalEntry
        {
            Kind = RecordKind.Sent,
            Issuer = (short)issuer,
            Type = type,
            Stan = stan,
            OriginatorStan = originatorStan,
            Day = day,
            Currency = currency,
            Amount = amount,
            Acquirer = acquirer,
            Key = key,
            Content = content,
            HasMessage = true,
            Message = new MessageView(message, index),
        };
        to.Pending.Remember(stan);
        long record = reversals.OfIntent(to, in entry, in moment);
        ref KnownTransaction known = ref state.Known.Find(key, out _);
        if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref known)) return;
        known.State = KnownState.Declined;
        known.Code = ResponseCode.IssuerUnavailable;
        known.Record = record;
    }
}
