using System.Globalization;
using System.Runtime.CompilerServices;
using CardSwitch.Iso8583;

namespace CardSwitch.Station.Simulators.Banks;

/// <summary>
/// A bank's books, shared by all its sites and connections: decides requests, takes advices and reversals over, each once
/// however often it comes, and keeps totals by institution, business day and currency. Nothing is allocated for a purchase.
/// </summary>
internal sealed class BankBooks(ulong seed, double approvePercent)
{
    private const int MonthDay = 10_000;
    private const int AmountDigits = 12, NetDigits = 17;

    // Why cards are declined, the commonest first.
    private static readonly ResponseCode[] Reasons =
    [
        ResponseCode.InsufficientFunds, ResponseCode.InsufficientFunds, ResponseCode.DoNotHonor,
        ResponseCode.ExpiredCard, ResponseCode.AmountLimitExceeded, ResponseCode.IncorrectPin,
    ];

    private readonly ulong declineFrom = approvePercent >= 100 ? ulong.MaxValue : (ulong)(approvePercent / 100 * ulong.MaxValue);
    private readonly Lock gate = new();
    private readonly BookedTransactions transactions = new();
    private readonly List<BankTotal> totals = [];
    private int today = DateTime.UtcNow.Month * 100 + DateTime.UtcNow.Day;
    private int latelyUsed;
    private BankCounts counts;

    internal BankCounts Counts
    {
        get
        {
            lock (gate) return counts;
        }
    }

    /// <summary>Copies of the totals so far.</summary>
    internal IReadOnlyList<BankTotal> Totals
    {
        get
        {
            lock (gate)
            {
                return [.. totals.Select(total =>
                    new BankTotal(total.Institution, total.Day, total.Currency) { Count = total.Count, Net = total.Net })];
            }
        }
    }

    /// <summary>Takes note of a message that could not be read or answered.</summary>
    internal void NoteMalformed()
    {
        lock (gate) counts = counts with { Malformed = counts.Malformed + 1 };
    }

    /// <summary>From now on what comes without a business day (DE 15) belongs to this one, MMDD.</summary>
    internal void CutOver(int day)
    {
        lock (gate) today = day % MonthDay;
    }

    /// <summary>Books a message, if it was not booked before, and says what to answer.</summary>
    internal BankDecision Decide(MessageView message)
    {
        lock (gate)
        {
            return message.Type.Class switch
            {
                MessageClass.Reversal => Reverse(message),
                MessageClass.Reconciliation => Compare(message),
                MessageClass.Authorization or MessageClass.Financial when message.Type.Function == MessageFunction.Request =>
                    Request(message),
                _ => Advice(message),
            };
        }
    }

    /// <summary>Six digits in the place of a code that means something to the bank alone.</summary>
    internal long ApprovalCode(MessageView request) => (long)(Chance.Of(seed ^ 38, NumberOf(request)) % 1_000_000);

    private static ulong NumberOf(MessageView request) => request.TryGetInt64(Field.Rrn, out long rrn) ? (ulong)rrn : 0;

    private BankDecision Request(MessageView request)
    {
        ulong key = BankKeys.Of(request);
        ref BookedTransaction known = ref transactions.Find(key);
        if (!Unsafe.IsNullRef(ref known))
        {
            counts = counts with { Repeats = counts.Repeats + 1 };
            bool isOver = known.State is BookedState.Reversed or BookedState.Blocked;
            return new BankDecision(isOver ? ResponseCode.ResponseTooLate : known.Code);
        }
        // The same request (by its DE 37) has the same answer, whatever came before it.
        ulong draw = Chance.Of(seed, NumberOf(request));
        bool approves = draw < declineFrom;
        ResponseCode code = approves ? ResponseCode.Approved : Reasons[draw % (ulong)Reasons.Length];
        Book(key, request, approves ? BookedState.Approved : BookedState.Declined, code);
        counts = approves
            ? counts with { Received = counts.Received + 1, Approved = counts.Approved + 1 }
            : counts with { Received = counts.Received + 1, Declined = counts.Declined + 1 };
        return new BankDecision(code);
    }

    // An advice tells of what has happened: it is taken over, whatever the bank would have said.
    private BankDecision Advice(MessageView advice)
    {
        ulong key = BankKeys.Of(advice);
        if (!Unsafe.IsNullRef(ref transactions.Find(key)))
        {
            counts = counts with { Repeats = counts.Repeats + 1 };
            return new BankDecision(ResponseCode.Approved);
        }
        bool wasApproved = !advice.TryGetResponseCode(out ResponseCode code) || code.IsApproval;
        Book(key, advice, wasApproved ? BookedState.Approved : BookedState.Declined, ResponseCode.Approved);
        counts = counts with { Advices = counts.Advices + 1 };
        return new BankDecision(ResponseCode.Approved);
    }

    private void Book(ulong key, MessageView message, BookedState state, ResponseCode code)
    {
        ref BookedTransaction booked = ref transactions.Add(key);
        booked.State = state;
        booked.Code = code;
        if (state != BookedState.Approved || !TryNet(message, out booked.Net)) return;
        booked.Counts = true;
        booked.Total = TotalOf(message);
        BankTotal total = totals[booked.Total];
        total.Count++;
        total.Net += booked.Net;
    }

    // DE 3: 00 to 19 take from the card, 20 to 29 give to it; the rest moves nothing between the two sides.
    private static bool TryNet(MessageView message, out long net)
    {
        net = 0;
        if (message.Type.Class != MessageClass.Financial || !message.TryGetInt32(Field.ProcessingCode, out int code)
            || code >= 30_0000 || !message.TryGetInt64(Field.Amount, out long amount))
        {
            return false;
        }
        net = code < 20_0000 ? -amount : amount;
        return true;
    }

    private int TotalOf(MessageView message)
    {
        message.TryGetInt64(Field.ForwarderId, out long institution);
        message.TryGetInt32(Field.Currency, out int currency);
        int day = message.TryGetInt32(Field.SettlementDate, out int digits) ? digits % MonthDay : today;
        int place = Find(institution, day, currency);
        if (place >= 0) return place;
        totals.Add(new BankTotal(institution, day, currency));
        return latelyUsed = totals.Count - 1;
    }

    private int Find(long institution, int day, int currency)
    {
        if (latelyUsed < totals.Count && IsIt(totals[latelyUsed])) return latelyUsed;
        int place = totals.FindIndex(IsIt);
        if (place >= 0) latelyUsed = place;
        return place;

        bool IsIt(BankTotal total) => total.Institution == institution && total.Day == day && total.Currency == currency;
    }

    private BankDecision Reverse(MessageView reversal)
    {
        if (!BankKeys.TryOriginal(reversal, out ulong key)) return new BankDecision(ResponseCode.FormatError);
        ref BookedTransaction original = ref transactions.Find(key);
        if (Unsafe.IsNullRef(ref original))
        {
            transactions.Add(key).State = BookedState.Blocked;
            counts = counts with { Reversals = counts.Reversals + 1 };
            return new BankDecision(ResponseCode.Approved);
        }
        if (original.State is BookedState.Reversed or BookedState.Blocked)
        {
            counts = counts with { Repeats = counts.Repeats + 1 };
            return new BankDecision(ResponseCode.Approved);
        }
        counts = counts with { Reversals = counts.Reversals + 1 };
        if (original.State == BookedState.Approved)
        {
            counts = counts with { Reversed = counts.Reversed + 1 };
            TakeBack(ref original, Remaining(reversal));
        }
        original.State = BookedState.Reversed;
        return new BankDecision(ResponseCode.Approved);
    }

    private void TakeBack(ref BookedTransaction original, long remaining)
    {
        if (!original.Counts) return;
        BankTotal total = totals[original.Total];
        total.Count--;
        total.Net -= original.Net - Math.Sign(original.Net) * Math.Min(remaining, Math.Abs(original.Net));
    }

    // DE 95 (an 42) of a partial reversal begins with what remains of the amount, n 12.
    private static long Remaining(MessageView reversal)
    {
        Span<byte> plain = stackalloc byte[42];
        return reversal.TryCopy(Field.ReplacementAmounts, plain, out int length) && length >= AmountDigits
            && long.TryParse(plain[..AmountDigits], NumberStyles.None, CultureInfo.InvariantCulture, out long remaining)
            ? remaining
            : 0;
    }

    private BankDecision Compare(MessageView message)
    {
        if (!TryReadNet(message, out long theirs) || !message.TryGetInt32(Field.SettlementCurrency, out int currency))
        {
            counts = counts with { Unbalanced = counts.Unbalanced + 1 };
            return new BankDecision(ResponseCode.ReconcileError, 3);
        }
        message.TryGetInt64(Field.ForwarderId, out long institution);
        int day = message.TryGetInt32(Field.SettlementDate, out int digits) ? digits % MonthDay : today;
        int place = Find(institution, day, currency);
        if ((place < 0 ? 0 : totals[place].Net) == theirs)
        {
            counts = counts with { Balanced = counts.Balanced + 1 };
            return new BankDecision(ResponseCode.Approved, 1);
        }
        counts = counts with { Unbalanced = counts.Unbalanced + 1 };
        return new BankDecision(ResponseCode.ReconcileError, 2);
    }

    // DE 97, C or D and n 16; where a format defines it otherwise, from the amounts in DE 86 to 89.
    private static bool TryReadNet(MessageView message, out long net)
    {
        Span<byte> plain = stackalloc byte[NetDigits];
        if (message.TryCopy(Field.NetSettlementAmount, plain, out int length) && length == NetDigits
            && plain[0] is (byte)'C' or (byte)'D'
            && long.TryParse(plain[1..], NumberStyles.None, CultureInfo.InvariantCulture, out net))
        {
            if (plain[0] == 'D') net = -net;
            return true;
        }
        bool any = message.TryGetInt64(Field.CreditsAmount, out long credits) | message.TryGetInt64(Field.DebitsAmount, out long debits);
        message.TryGetInt64(Field.CreditsReversalAmount, out long creditReversals);
        message.TryGetInt64(Field.DebitsReversalAmount, out long debitReversals);
        net = credits - creditReversals - (debits - debitReversals);
        return any;
    }
}
