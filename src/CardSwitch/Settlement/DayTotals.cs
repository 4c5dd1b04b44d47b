using CardSwitch.Journal;

namespace CardSwitch.Settlement;

/// <summary>One party's totals of a business day in one currency; amounts in minor units (ISO 8583: DE 74 to 81, 86 to 89).</summary>
internal sealed class DayTotals
{
    /// <summary>DE 74.</summary>
    internal long Credits { get; private set; }

    /// <summary>DE 75.</summary>
    internal long CreditReversals { get; private set; }

    /// <summary>DE 76.</summary>
    internal long Debits { get; private set; }

    /// <summary>DE 77.</summary>
    internal long DebitReversals { get; private set; }

    /// <summary>DE 78.</summary>
    internal long Transfers { get; private set; }

    /// <summary>DE 79.</summary>
    internal long TransferReversals { get; private set; }

    /// <summary>DE 80.</summary>
    internal long Inquiries { get; private set; }

    /// <summary>DE 81.</summary>
    internal long Authorizations { get; private set; }

    /// <summary>DE 86.</summary>
    internal long CreditAmount { get; private set; }

    /// <summary>DE 87.</summary>
    internal long CreditReversalAmount { get; private set; }

    /// <summary>DE 88.</summary>
    internal long DebitAmount { get; private set; }

    /// <summary>DE 89.</summary>
    internal long DebitReversalAmount { get; private set; }

    /// <summary>DE 97: credits less debits, reversals taken off each.</summary>
    internal long Net => CreditAmount - CreditReversalAmount - (DebitAmount - DebitReversalAmount);

    internal void Add(TotalsEffect effect, long amount)
    {
        switch (effect)
        {
            case TotalsEffect.Debit:
                Debits++;
                DebitAmount += amount;
                break;
            case TotalsEffect.DebitReversal:
                DebitReversals++;
                DebitReversalAmount += amount;
                break;
            case TotalsEffect.Credit:
                Credits++;
                CreditAmount += amount;
                break;
            case TotalsEffect.CreditReversal:
                CreditReversals++;
                CreditReversalAmount += amount;
                break;
            case TotalsEffect.Authorization:
                Authorizations++;
                break;
            case TotalsEffect.Inquiry:
                Inquiries++;
                break;
            case TotalsEffect.Transfer:
                Transfers++;
                break;
            case TotalsEffect.TransferReversal:
                TransferReversals++;
                break;
        }
    }

    /// <summary>The total that a data element holds; false of any other element.</summary>
    internal bool TryGet(int field, out long total)
    {
        total = field switch
        {
            74 => Credits,
            75 => CreditReversals,
            76 => Debits,
            77 => DebitReversals,
            78 => Transfers,
            79 => TransferReversals,
            80 => Inquiries,
            81 => Authorizations,
            86 => CreditAmount,
            87 => CreditReversalAmount,
            88 => DebitAmount,
            89 => DebitReversalAmount,
            _ => -1,
        };
        return field is >= 74 and <= 81 or >= 86 and <= 89;
    }
}
