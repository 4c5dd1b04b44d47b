namespace CardSwitch.Journal;

/// <summary>
/// What a record adds to the totals of its business day (ISO 8583: DE 74 to 81, 86 to 89). Numbers are written to
/// journals: they are never changed or used again.
/// </summary>
public enum TotalsEffect : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A purchase or cash: DE 76 and 88.</summary>
    Debit = 1,

    /// <summary>A purchase or cash reversed, whole or in part: DE 77 and 89.</summary>
    DebitReversal = 2,

    /// <summary>A refund or deposit: DE 74 and 86.</summary>
    Credit = 3,

    /// <summary>A refund or deposit reversed: DE 75 and 87.</summary>
    CreditReversal = 4,

    /// <summary>An authorisation: DE 81, no amount.</summary>
    Authorization = 5,

    /// <summary>An inquiry: DE 80, no amount.</summary>
    Inquiry = 6,

    /// <summary>A transfer between a cardholder's accounts: DE 78, no amount.</summary>
    Transfer = 7,

    /// <summary>A transfer reversed: DE 79, no amount.</summary>
    TransferReversal = 8,
}
