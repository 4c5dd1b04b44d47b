using CardSwitch.Iso8583;
using CardSwitch.Journal;

namespace CardSwitch.Settlement;

/// <summary>Which total a transaction counts in, by the class of its type and the first two digits of DE 3.</summary>
internal static class TotalsRules
{
    /// <summary>
    /// 0100: an authorisation. 0200: 00 to 19 debits, 20 to 29 credits, 30 to 39 inquiries, 40 to 49 transfers (ISO 8583, DE 3).
    /// Requests and advices alike; anything else, and a processing code that is none, counts nowhere.
    /// </summary>
    internal static TotalsEffect EffectOf(MessageType type, MessageView request)
    {
        if (type.Class == MessageClass.Authorization) return TotalsEffect.Authorization;
        if (type.Class != MessageClass.Financial || !request.TryGetInt64(Field.ProcessingCode, out long code)) return TotalsEffect.None;
        return code switch
        {
            < 20_0000 => TotalsEffect.Debit,
            < 30_0000 => TotalsEffect.Credit,
            < 40_0000 => TotalsEffect.Inquiry,
            < 50_0000 => TotalsEffect.Transfer,
            _ => TotalsEffect.None,
        };
    }

    /// <summary>What reversing a counted transaction counts as. There are no totals of reversed authorisations and inquiries.</summary>
    internal static TotalsEffect ReversalOf(TotalsEffect effect) => effect switch
    {
        TotalsEffect.Debit => TotalsEffect.DebitReversal,
        TotalsEffect.Credit => TotalsEffect.CreditReversal,
        TotalsEffect.Transfer => TotalsEffect.TransferReversal,
        _ => TotalsEffect.None,
    };
}
