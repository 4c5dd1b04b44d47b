namespace CardSwitch.Iso8583;

/// <summary>What characters a data element may hold (ISO 8583:1987, clause 4: attribute specifications).</summary>
public enum ContentClass : byte
{
    /// <summary>n: digits; fixed-length values are right-justified and keep their leading zeros.</summary>
    Numeric,

    /// <summary>a: letters and blanks.</summary>
    Alpha,

    /// <summary>an: letters, digits and the blanks that pad them.</summary>
    AlphaNumeric,

    /// <summary>ans: letters, digits and special characters; ISO 646 graphic characters, 20 to 7E.</summary>
    AlphaNumericSpecial,

    /// <summary>ns: digits and special characters.</summary>
    NumericSpecial,

    /// <summary>a 3 or n 3: a currency code, alphabetic or numeric; digits where numbers are packed.</summary>
    AlphaOrNumeric,

    /// <summary>b: bits, counted here in bytes.</summary>
    Binary,

    /// <summary>z: track 2 and 3 code set (ISO 4909, ISO 7813): digits and the separators 3A to 3F, or D.</summary>
    Track,

    /// <summary>x + n: C for credit or D for debit, then digits; the length counts the sign.</summary>
    SignedNumeric,
}
