using System.Buffers.Text;
using CardSwitch.Iso8583;

namespace CardSwitch.StandIn;

/// <summary>
/// Approves in one issuer's place, when that one is down or silent, what its rules allow. It decides and counts; the
/// advice that every such approval owes the issuer is the caller's.
/// </summary>
internal sealed class StandInDesk(StandInRules rules)
{
    private readonly CardUsage usage = new();

    /// <summary>Whether the rules allow an approval; nothing is counted yet.</summary>
    /// <param name="request">The request.</param>
    /// <param name="pan">Its card number, from wherever the request has it.</param>
    /// <param name="card">The keyed hash of the card number by which cards are told apart.</param>
    /// <param name="day">The request's business day, as yyyymmdd.</param>
    /// <param name="timedOut">Whether the request was sent and got no answer.</param>
    /// <param name="amount">What is approved, in minor units; for <see cref="Count"/>. 0 when nothing is.</param>
    /// <param name="refusal">The first rule that speaks against it.</param>
    internal bool TryApprove(
        MessageView request, in Pan pan, ulong card, int day, bool timedOut, out long amount, out StandInRefusal refusal)
    {
        refusal = Judge(request, in pan, day, timedOut, out amount);
        if (refusal == StandInRefusal.None) refusal = JudgeUse(card, day, amount);
        if (refusal == StandInRefusal.None) return true;
        amount = 0;
        return false;
    }

    /// <summary>Counts an approval, when it is decided or when its record is read again.</summary>
    internal void Count(ulong card, int day, long amount) => usage.Add(card, day, amount);

    /// <summary>Forgets what was counted on a day that is closed.</summary>
    internal void Forget(int day) => usage.Forget(day);

    /// <summary>
    /// The approval code (DE 38, six characters) of an approval in an issuer's place: the six digits of the trace number
    /// that the switch gave the request, by which its advice finds it.
    /// </summary>
    internal static void WriteApprovalCode(int stan, Span<byte> six) =>
        Utf8Formatter.TryFormat(stan, six[..6], out _, new System.Buffers.StandardFormat('D', 6));

    private StandInRefusal Judge(MessageView request, in Pan pan, int day, bool timedOut, out long amount)
    {
        amount = 0;
        if (timedOut && !rules.OnTimeOut) return StandInRefusal.TimedOut;
        if (!IsPurchaseOrCash(request)) return StandInRefusal.Kind;
        if (request.Has(Field.PinData) && !rules.AllowPin) return StandInRefusal.Pin;
        if (!request.TryGetInt64(Field.Amount, out amount) || amount <= 0) return StandInRefusal.Amount;
        if (!IsInCurrency(request)) return StandInRefusal.Currency;
        if (amount > rules.AmountLimit) return StandInRefusal.AmountLimit;
        if (!IsCoveredMerchant(request)) return StandInRefusal.Merchant;
        if (IsExpired(request, day)) return StandInRefusal.Expired;
        return rules.StopList.Contains(pan) ? StandInRefusal.Stopped : StandInRefusal.None;
    }

    private StandInRefusal JudgeUse(ulong card, int day, long amount)
    {
        (int count, long used) = usage.Of(card, day);
        if (count >= rules.DailyCount) return StandInRefusal.DailyCount;
        return amount > rules.DailyAmount - used ? StandInRefusal.DailyAmount : StandInRefusal.None;
    }

    // DE 3 of ISO 8583:1987: its first two digits are 00 to 19 where the cardholder is debited. Credits, inquiries and
    // transfers can wait for the issuer, and an advice tells of something decided already.
    private static bool IsPurchaseOrCash(MessageView request) =>
        request.Type is { Class: MessageClass.Authorization or MessageClass.Financial, Function: MessageFunction.Request }
        && request.Units(Field.ProcessingCode) == 6
        && request.TryGetInt32(Field.ProcessingCode, out int code) && code < 20_00_00;

    private bool IsInCurrency(MessageView request) =>
        request.TryGetAmount(Field.Amount, out Amount amount) && amount.Currency.Numeric == rules.Currency;

    private bool IsCoveredMerchant(MessageView request)
    {
        if (rules.Merchants.IsEmpty && rules.ExceptMerchants.IsEmpty) return true;
        return request.TryGetInt32(Field.MerchantType, out int type)
            && (rules.Merchants.IsEmpty || rules.Merchants.Contains(type))
            && !rules.ExceptMerchants.Contains(type);
    }

    // YYMM, in DE 14 or else behind the card number in track 2; a card is good to the end of the month. The two digits
    // of a year are those of the century of the business day. A card that tells no expiry has none to judge.
    private static bool IsExpired(MessageView request, int day)
    {
        int? expiry = request.TryGetInt32(Field.ExpirationDate, out int told) ? told
            : request.TryGetTrack2(out Track2 track) ? track.Expiry : null;
        return expiry < day / 100 % 10_000;
    }
}
