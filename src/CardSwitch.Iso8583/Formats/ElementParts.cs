namespace CardSwitch.Iso8583;

/// <summary>
/// The parts of the elements that the standards put together of several, within the plain value: characters, whatever
/// carries the element. A path counts them from 1.
/// </summary>
internal static class ElementParts
{
    /// <summary>DE 3 of 1987 and 1993, n 6.</summary>
    internal static readonly CompositeSpec ProcessingCode = Positional(
        N("Transaction type", 2), N("Account type, from", 2), N("Account type, to", 2));

    /// <summary>DE 3 of 2003, an 6.</summary>
    internal static readonly CompositeSpec ProcessingCode2003 = Positional(
        An("Transaction type", 2), An("Account type, from", 2), An("Account type, to", 2));

    /// <summary>DE 22 of 1987, n 3.</summary>
    internal static readonly CompositeSpec EntryMode = Positional(N("PAN entry mode", 2), N("PIN entry capability", 1));

    /// <summary>DE 22 of 1993, an 12.</summary>
    internal static readonly CompositeSpec PointOfServiceData = Positional(
        An("Card data input capability", 1),
        An("Cardholder authentication capability", 1),
        An("Card capture capability", 1),
        An("Operating environment", 1),
        An("Cardholder presence", 1),
        An("Card presence", 1),
        An("Card data input mode", 1),
        An("Cardholder authentication method", 1),
        An("Cardholder authentication entity", 1),
        An("Card data output capability", 1),
        An("Terminal output capability", 1),
        An("PIN capture capability", 1));

    /// <summary>DE 30 of 1993, n 24.</summary>
    internal static readonly CompositeSpec OriginalAmounts = Positional(
        N("Original amount, transaction", 12), N("Original amount, reconciliation", 12));

    /// <summary>DE 90 of 1987, n 42; zeros stand for what is not known.</summary>
    internal static readonly CompositeSpec OriginalData = Positional(
        N("Original message type identifier", 4),
        N("Original systems trace audit number", 6),
        N("Original transmission date and time", 10),
        N("Original acquiring institution", 11),
        N("Original forwarding institution", 11));

    /// <summary>DE 95 of 1987, an 42. The fees are x+n in the standard, yet zeros in place of the sign are met as well.</summary>
    internal static readonly CompositeSpec ReplacementAmounts = Positional(
        N("Actual amount, transaction", 12),
        N("Actual amount, settlement", 12),
        An("Actual amount, transaction fee", 9),
        An("Actual amount, settlement fee", 9));

    /// <summary>DE 4, 5 and 6 of 2003, n 16.</summary>
    internal static readonly CompositeSpec Amount2003 = Positional(N("Currency code", 3), N("Minor unit", 1), N("Amount", 12));

    /// <summary>DE 8 of 2003, n 12.</summary>
    internal static readonly CompositeSpec Fee2003 = Positional(N("Currency code", 3), N("Minor unit", 1), N("Amount", 8));

    /// <summary>DE 21 of 2003, ans 22.</summary>
    internal static readonly CompositeSpec LifeCycle2003 = Positional(
        An("Support indicator", 1), An("Trace identifier", 15), N("Sequence number", 2), N("Token", 4));

    /// <summary>DE 30 of 2003, n 32.</summary>
    internal static readonly CompositeSpec OriginalAmounts2003 = Positional(
        N("Original amount, transaction", 16) with { Composite = Amount2003 },
        N("Original amount, reconciliation", 16) with { Composite = Amount2003 });

    /// <summary>DE 31 of 2003, n 23.</summary>
    internal static readonly CompositeSpec AcquirerReference2003 = Positional(
        N("Format", 1), N("Acquirer", 6), N("Julian date", 4), N("Sequence number", 11), N("Check digit", 1));

    /// <summary>DE 97 of 2003, an 21.</summary>
    internal static readonly CompositeSpec NetAmount2003 = Positional(
        N("Currency code", 3), N("Minor unit", 1), Xn("Amount", 17));

    private static CompositeSpec Positional(params FieldSpec[] parts) =>
        CompositeSpec.Positional(parts.Select((part, i) => new SubFieldSpec($"{i + 1}", part)));

    private static FieldSpec N(string name, int digits) =>
        new(name, ContentClass.Numeric, FieldLength.Fixed(digits), FieldEncoding.Ascii, Padding: Padding.LeftZero);

    private static FieldSpec An(string name, int characters) =>
        new(name, ContentClass.AlphaNumeric, FieldLength.Fixed(characters), FieldEncoding.Ascii, Padding: Padding.RightSpace);

    private static FieldSpec Xn(string name, int characters) =>
        new(name, ContentClass.SignedNumeric, FieldLength.Fixed(characters), FieldEncoding.Ascii);
}
