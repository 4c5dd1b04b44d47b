using System.Runtime.CompilerServices;
using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Repeats;

namespace CardSwitch.Switching;

/// <summary>
/// What records say of the transactions that repeats and reversals may name: those of earlier runs, and those of other
/// stations. The answers that they keep have their card numbers masked.
/// </summary>
internal sealed class KnownRecords(SwitchState state)
{
    /// <summary>A request went to its issuer.</summary>
    /// <param name="number">The number of our record; 0 for another station's.</param>
    /// <param name="entry">The record.</param>
    internal void Sent(long number, in JournalEntry entry)
    {
        ref KnownTransaction known = ref Know(in entry);
        known.State = KnownState.InFlight;
        known.Record = number;
    }

    /// <summary>It came to an end.</summary>
    /// <param name="entry">The record.</param>
    /// <param name="end">Which.</param>
    /// <param name="number">The number of our record; 0 for another station's.</param>
    /// <param name="code">What its repeats are answered; the record's own code by default.</param>
    internal void Ended(in JournalEntry entry, KnownState end, long number, ResponseCode code = default)
    {
        ref KnownTransaction known = ref Know(in entry);
        known.State = end;
        known.Record = number;
        known.Code = code.Length > 0 ? code : entry.Code;
        known.IsPartlyReversed = entry.Kind == RecordKind.Reversed && entry.Amount < known.Amount;
        if (known.IsPartlyReversed) known.Amount -= entry.Amount;
        // Whoever wrote the record may have given the answer: it is not lost with a copy that is given now.
        known.Copies = end == KnownState.Approved ? (byte)1 : (byte)0;
        if (entry.Kind is RecordKind.Answered or RecordKind.StoodIn) ApprovalCode.TryRead(entry.Message, out known.Approval);
        if (entry is not { Kind: RecordKind.Answered, HasMessage: true }) return;
        known.Answer = state.Answers.Store(entry.Message.Frame, entry.Message.Format);
    }

    /// <summary>Notes what the record says; a reversal's says nothing new of its original but its amount.</summary>
    private ref KnownTransaction Know(in JournalEntry entry)
    {
        ref KnownTransaction known = ref state.Known.Find(entry.Key, out _);
        bool isNew = Unsafe.IsNullRef(ref known);
        if (isNew) known = ref state.Known.Add(entry.Key, out _);
        bool isReversal = entry.HasMessage && entry.Type.Class == MessageClass.Reversal;
        if (isReversal && !isNew) return ref known;
        known.Content = entry.Content;
        known.Type = entry.Type;
        known.Issuer = entry.Issuer;
        known.Stan = entry.Stan;
        known.Day = entry.Day;
        known.Amount = entry.Amount;
        known.Currency = entry.Currency;
        if (entry.Effect != TotalsEffect.None) known.Effect = entry.Effect;
        return ref known;
    }
}
