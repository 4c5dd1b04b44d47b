using System.Collections.Frozen;
using static CardSwitch.Iso8583.Sensitivity;

namespace CardSwitch.Iso8583;

/// <summary>
/// The data objects that DE 55 carries, in the order of their tags (EMV books 1 to 4, and the common ones of the
/// schemes). A tag that is not here is no error: networks and issuers have their own.
/// </summary>
public static class EmvTags
{
    private const int NoMaximum = 255;

    /// <summary>All known tags in ascending order of <see cref="EmvTag.Tag"/>.</summary>
    public static IReadOnlyList<EmvTag> All { get; } =
    [
        N(0x42, "Issuer Identification Number", 6),
        B(0x4F, "Application Dedicated File (ADF) Name", 5, 16),
        Ans(0x50, "Application Label", 1, 16),
        Ans(0x56, "Track 1 Data", 1, 76, Sensitivity.Track),
        B(0x57, "Track 2 Equivalent Data", 1, 19, Sensitivity.Track),
        Cn(0x5A, "Application Primary Account Number (PAN)", 1, 10, 19, Sensitivity.Pan),
        // A script may carry the change of a PIN.
        B(0x71, "Issuer Script Template 1", 0, 255, Private),
        B(0x72, "Issuer Script Template 2", 0, 255, Private),
        B(0x81, "Amount, Authorised (Binary)", 4),
        B(0x82, "Application Interchange Profile", 2),
        B(0x84, "Dedicated File (DF) Name", 5, 16),
        B(0x86, "Issuer Script Command", 1, 261, Private),
        B(0x87, "Application Priority Indicator", 1),
        Ans(0x89, "Authorisation Code", 6),
        An(0x8A, "Authorisation Response Code", 2),
        B(0x8C, "Card Risk Management Data Object List 1 (CDOL1)", 1, 252),
        B(0x8D, "Card Risk Management Data Object List 2 (CDOL2)", 1, 252),
        B(0x8E, "CVM List", 10, 252),
        B(0x8F, "Certification Authority Public Key Index (card)", 1),
        B(0x90, "Issuer Public Key Certificate", 0, 248),
        B(0x91, "Issuer Authentication Data", 8, 16),
        B(0x92, "Issuer Public Key Remainder", 0, 248),
        B(0x93, "Signed Static Application Data", 0, 248),
        B(0x94, "Application File Locator", 0, 252),
        B(0x95, "Terminal Verification Results", 5),
        B(0x98, "Transaction Certificate (TC) Hash Value", 20),
        B(0x99, "Transaction PIN Data", 0, 255, Pin),
        N(0x9A, "Transaction Date", 6),
        B(0x9B, "Transaction Status Information", 2),
        N(0x9C, "Transaction Type", 2),
        Ans(0x5F20, "Cardholder Name", 2, 26),
        N(0x5F24, "Application Expiration Date", 6),
        N(0x5F25, "Application Effective Date", 6),
        N(0x5F28, "Issuer Country Code", 3),
        N(0x5F2A, "Transaction Currency Code", 3),
        An(0x5F2D, "Language Preference", 2, 8),
        N(0x5F30, "Service Code", 3),
        N(0x5F34, "PAN Sequence Number", 2),
        N(0x5F36, "Transaction Currency Exponent", 1),
        Ans(0x5F50, "Issuer URL", 0, 255),
        // EMV gives no class for these two.
        B(0x5F53, "International Bank Account Number (IBAN)", 1, 34, Sensitivity.Pan),
        B(0x5F54, "Bank Identifier Code (BIC)", 8, 11),
        A(0x5F55, "Issuer Country Code (alpha2)", 2),
        A(0x5F56, "Issuer Country Code (alpha3)", 3),
        N(0x5F57, "Account Type", 2),
        N(0x9F01, "Acquirer Identifier", 11),
        N(0x9F02, "Amount, Authorised (Numeric)", 12),
        N(0x9F03, "Amount, Other (Numeric)", 12),
        B(0x9F04, "Amount, Other (Binary)", 4),
        B(0x9F05, "Application Discretionary Data", 1, 32),
        B(0x9F06, "Application Identifier (AID), terminal", 5, 16),
        B(0x9F07, "Application Usage Control", 2),
        B(0x9F08, "Application Version Number (card)", 2),
        B(0x9F09, "Application Version Number (terminal)", 2),
        Ans(0x9F0B, "Cardholder Name Extended", 27, 45),
        N(0x9F0C, "Issuer Identification Number Extended", 6, 8),
        B(0x9F0D, "Issuer Action Code - Default", 5),
        B(0x9F0E, "Issuer Action Code - Denial", 5),
        B(0x9F0F, "Issuer Action Code - Online", 5),
        B(0x9F10, "Issuer Application Data", 1, 32),
        N(0x9F11, "Issuer Code Table Index", 2),
        Ans(0x9F12, "Application Preferred Name", 1, 16) with { Encoding = FieldEncoding.Latin1 },
        B(0x9F13, "Last Online ATC Register", 2),
        B(0x9F14, "Lower Consecutive Offline Limit", 1),
        N(0x9F15, "Merchant Category Code", 4),
        Ans(0x9F16, "Merchant Identifier", 15),
        B(0x9F17, "PIN Try Counter", 1),
        B(0x9F18, "Issuer Script Identifier", 4),
        N(0x9F19, "Token Requestor ID", 11),
        N(0x9F1A, "Terminal Country Code", 3),
        B(0x9F1B, "Terminal Floor Limit", 4),
        An(0x9F1C, "Terminal Identification", 8),
        B(0x9F1D, "Terminal Risk Management Data", 1, 8),
        An(0x9F1E, "Interface Device (IFD) Serial Number", 8),
        Ans(0x9F1F, "Track 1 Discretionary Data", 0, 255, Sensitivity.Track),
        Cn(0x9F20, "Track 2 Discretionary Data", 0, 255, FieldLength.Most, Sensitivity.Track),
        N(0x9F21, "Transaction Time", 6),
        B(0x9F22, "Certification Authority Public Key Index (terminal)", 1),
        B(0x9F23, "Upper Consecutive Offline Limit", 1),
        An(0x9F24, "Payment Account Reference", 29),
        N(0x9F25, "Last 4 Digits of PAN", 4),
        B(0x9F26, "Application Cryptogram", 8),
        B(0x9F27, "Cryptogram Information Data", 1),
        B(0x9F32, "Issuer Public Key Exponent", 1, 3),
        B(0x9F33, "Terminal Capabilities", 3),
        B(0x9F34, "Cardholder Verification Method (CVM) Results", 3),
        N(0x9F35, "Terminal Type", 2),
        B(0x9F36, "Application Transaction Counter", 2),
        B(0x9F37, "Unpredictable Number", 4),
        B(0x9F38, "Processing Options Data Object List (PDOL)", 0, 255),
        N(0x9F39, "Point-of-Service (POS) Entry Mode", 2),
        B(0x9F3A, "Amount, Reference Currency", 4),
        N(0x9F3C, "Transaction Reference Currency Code", 3),
        N(0x9F3D, "Transaction Reference Currency Exponent", 1),
        B(0x9F40, "Additional Terminal Capabilities", 5),
        N(0x9F41, "Transaction Sequence Counter", 4, 8),
        N(0x9F42, "Application Currency Code", 3),
        N(0x9F44, "Application Currency Exponent", 1),
        B(0x9F45, "Data Authentication Code", 2),
        B(0x9F46, "ICC Public Key Certificate", 0, 248),
        B(0x9F47, "ICC Public Key Exponent", 1, 3),
        B(0x9F48, "ICC Public Key Remainder", 0, 248),
        B(0x9F49, "Dynamic Data Authentication Data Object List (DDOL)", 1, 252),
        B(0x9F4A, "Static Data Authentication Tag List", 0, 255),
        B(0x9F4B, "Signed Dynamic Application Data", 0, 248),
        B(0x9F4C, "ICC Dynamic Number", 2, 8),
        Ans(0x9F4E, "Merchant Name and Location", 0, 255),
        // Schemes differ over the lengths of 9F53, 9F5D, 9F63 and 9F6E: none is excluded.
        An(0x9F53, "Transaction Category Code (Mastercard)", 0, NoMaximum),
        B(0x9F5B, "Issuer Script Results", 0, 255),
        B(0x9F5D, "Available Offline Spending Amount (Visa) / Application Capabilities Information (Mastercard)", 0, NoMaximum),
        B(0x9F63, "Product Identification (UnionPay) / Offline Counter (Visa) / PUNATC (Mastercard)", 0, NoMaximum),
        B(0x9F66, "Terminal Transaction Qualifiers", 4),
        B(0x9F6B, "Track 2 Data (Mastercard) / Card CVM Limit (Visa)", 0, 19, Sensitivity.Track),
        B(0x9F6C, "Card Transaction Qualifiers", 2),
        B(0x9F6E, "Form Factor Indicator (Visa) / Third Party Data (Mastercard)", 0, NoMaximum),
        B(0x9F7C, "Customer Exclusive Data (Visa) / Merchant Custom Data (Mastercard)", 0, 32),
    ];

    private static readonly FrozenDictionary<uint, EmvTag> ByTag = All.ToFrozenDictionary(tag => tag.Tag);

    /// <summary>
    /// The inner structure of DE 55 where no network defines more: these tags by name and form, the scripts (71, 72)
    /// with their commands within, any other tag as bytes.
    /// </summary>
    public static CompositeSpec Composite { get; } = CompositeSpec.BerTlv(All.Select(Element));

    /// <summary>What is known of the tag, given as a number: <c>0x5A</c>, <c>0x9F02</c>. Allocates nothing.</summary>
    public static bool TryGet(uint tag, out EmvTag found) => ByTag.TryGetValue(tag, out found);

    // n: digits packed, right-justified behind zeros; so many digits, or from so many to so many.
    private static EmvTag N(uint tag, string name, int min, int max = 0)
    {
        int most = Math.Max(min, max);
        return new(tag, name, ContentClass.Numeric, FieldEncoding.Bcd, (min + 1) / 2, (most + 1) / 2, most, None);
    }

    // cn: digits packed, left-justified before a nibble F where they are odd.
    private static EmvTag Cn(uint tag, string name, int min, int max, int digits, Sensitivity sensitivity) =>
        new(tag, name, ContentClass.Numeric, FieldEncoding.BcdLeftF, min, max, digits, sensitivity);

    private static EmvTag A(uint tag, string name, int length) => Text(tag, name, ContentClass.Alpha, length, length, None);

    private static EmvTag An(uint tag, string name, int min, int max = 0) =>
        Text(tag, name, ContentClass.AlphaNumeric, min, max, None);

    private static EmvTag Ans(uint tag, string name, int min, int max = 0, Sensitivity sensitivity = None) =>
        Text(tag, name, ContentClass.AlphaNumericSpecial, min, max, sensitivity);

    private static EmvTag Text(uint tag, string name, ContentClass content, int min, int max, Sensitivity sensitivity) =>
        Bytes(tag, name, content, FieldEncoding.Ascii, min, Math.Max(min, max), sensitivity);

    private static EmvTag B(uint tag, string name, int min, int max = 0, Sensitivity sensitivity = None) =>
        Bytes(tag, name, ContentClass.Binary, FieldEncoding.Binary, min, Math.Max(min, max), sensitivity);

    private static EmvTag Bytes(
        uint tag, string name, ContentClass content, FieldEncoding encoding, int min, int max, Sensitivity sensitivity) =>
        new(tag, name, content, encoding, min, max, max == NoMaximum ? FieldLength.Most : max, sensitivity);

    private static SubFieldSpec Element(EmvTag tag) => new(
        tag.Key,
        tag.IsConstructed ? tag.Spec with { Composite = CompositeSpec.BerTlv(Known(0x86), Known(0x9F18)) } : tag.Spec);

    private static SubFieldSpec Known(uint tag) => new(ByTag[tag].Key, ByTag[tag].Spec);
}
