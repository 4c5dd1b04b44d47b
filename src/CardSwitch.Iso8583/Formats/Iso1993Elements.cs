using static CardSwitch.Iso8583.ContentClass;
using static CardSwitch.Iso8583.Sensitivity;

namespace CardSwitch.Iso8583;

/// <summary>
/// The data elements of ISO 8583:1993 in the standard's order, apart from any encoding: a dialect adds that. Where
/// tables in use differ, the line above the element says what else is met.
/// </summary>
internal static class Iso1993Elements
{
    private const ContentClass N = Numeric;
    private const ContentClass An = AlphaNumeric;
    private const ContentClass Ans = AlphaNumericSpecial;
    private const ContentClass Ns = NumericSpecial;
    private const ContentClass AOrN = AlphaOrNumeric;
    private const ContentClass B = Binary;
    private const ContentClass Z = ContentClass.Track;
    private const ContentClass Xn = SignedNumeric;

    internal static readonly IReadOnlyDictionary<int, DataElement> Table = new Dictionary<int, DataElement>
    {
        [2] = new("Primary account number", N, LL(19), Sensitivity.Pan),
        [3] = new("Processing code", N, Fixed(6), Composite: ElementParts.ProcessingCode),
        [4] = new("Amount, transaction", N, Fixed(12)),
        [5] = new("Amount, reconciliation", N, Fixed(12)),
        [6] = new("Amount, cardholder billing", N, Fixed(12)),
        [7] = new("Date and time, transmission", N, Fixed(10), Date: "MMDDhhmmss"),
        [8] = new("Amount, cardholder billing fee", N, Fixed(8)),
        [9] = new("Conversion rate, reconciliation", N, Fixed(8)),
        [10] = new("Conversion rate, cardholder billing", N, Fixed(8)),
        [11] = new("Systems trace audit number", N, Fixed(6)),
        [12] = new("Date and time, local transaction", N, Fixed(12), Date: "YYMMDDhhmmss"),
        [13] = new("Date, effective", N, Fixed(4), Date: "YYMM"),
        [14] = new("Date, expiration", N, Fixed(4), Date: "YYMM"),
        [15] = new("Date, settlement", N, Fixed(6), Date: "YYMMDD"),
        [16] = new("Date, conversion", N, Fixed(4), Date: "MMDD"),
        [17] = new("Date, capture", N, Fixed(4), Date: "MMDD"),
        [18] = new("Merchant type", N, Fixed(4)),
        [19] = new("Country code, acquiring institution", N, Fixed(3)),
        [20] = new("Country code, primary account number", N, Fixed(3)),
        [21] = new("Country code, forwarding institution", N, Fixed(3)),
        // One implementation has ans 15.
        [22] = new("Point of service data code", An, Fixed(12), Composite: ElementParts.PointOfServiceData),
        [23] = new("Card sequence number", N, Fixed(3)),
        [24] = new("Function code", N, Fixed(3)),
        [25] = new("Message reason code", N, Fixed(4)),
        [26] = new("Card acceptor business code", N, Fixed(4)),
        [27] = new("Approval code length", N, Fixed(1)),
        [28] = new("Date, reconciliation", N, Fixed(6), Date: "YYMMDD"),
        [29] = new("Reconciliation indicator", N, Fixed(3)),
        // Some networks send the transaction amount alone, n 12.
        [30] = new("Amounts, original", N, Fixed(24), Composite: ElementParts.OriginalAmounts),
        [31] = new("Acquirer reference data", Ans, LL(99)),
        [32] = new("Acquiring institution identification code", N, LL(11)),
        [33] = new("Forwarding institution identification code", N, LL(11)),
        [34] = new("Primary account number, extended", Ns, LL(28), Sensitivity.Pan),
        [35] = new("Track 2 data", Z, LL(37), Sensitivity.Track),
        [36] = new("Track 3 data", Z, LLL(104), Sensitivity.Track),
        [37] = new("Retrieval reference number", An, Fixed(12)),
        [38] = new("Approval code", An, Fixed(6)),
        [39] = new("Action code", N, Fixed(3)),
        [40] = new("Service code", N, Fixed(3)),
        [41] = new("Card acceptor terminal identification", Ans, Fixed(8)),
        [42] = new("Card acceptor identification code", Ans, Fixed(15)),
        // Networks that came from the 1987 edition keep its 40 fixed characters.
        [43] = new("Card acceptor name/location", Ans, LL(99)),
        // Some networks use LLL.
        [44] = new("Additional response data", Ans, LL(99)),
        [45] = new("Track 1 data", Ans, LL(76), Sensitivity.Track),
        [46] = new("Amounts, fees", Ans, LLL(204)),
        [47] = new("Additional data - national", Ans, LLL(999)),
        [48] = new("Additional data - private", Ans, LLL(999), Private),
        [49] = new("Currency code, transaction", AOrN, Fixed(3)),
        [50] = new("Currency code, reconciliation", AOrN, Fixed(3)),
        [51] = new("Currency code, cardholder billing", AOrN, Fixed(3)),
        [52] = new("Personal identification number [PIN] data", B, Fixed(8), Pin),
        // Other tables have 48 bytes fixed, or digits.
        [53] = new("Security related control information", B, LL(48), KeyOrMac),
        [54] = new("Amounts, additional", Ans, LLL(120)),
        // Some networks use up to 999 bytes.
        [55] = new("Integrated circuit card system related data", B, LLL(255), Sensitivity.Track, Composite: EmvTags.Composite),
        [56] = new("Original data elements", N, LL(35)),
        [57] = new("Authorization life cycle code", N, Fixed(3)),
        [58] = new("Authorizing agent institution identification code", N, LL(11)),
        [59] = new("Transport data", Ans, LLL(999)),
        [60] = new("Reserved for national use", Ans, LLL(999)),
        [61] = new("Reserved for national use", Ans, LLL(999)),
        [62] = new("Reserved for private use", Ans, LLL(999), Private),
        [63] = new("Reserved for private use", Ans, LLL(999), Private),
        [64] = new("Message authentication code field", B, Fixed(8), KeyOrMac),
        [65] = new("Reserved for ISO use", B, Fixed(8)),
        [66] = new("Amounts, original fees", Ans, LLL(204)),
        [67] = new("Extended payment data", N, Fixed(2)),
        [68] = new("Country code, receiving institution", N, Fixed(3)),
        [69] = new("Country code, settlement institution", N, Fixed(3)),
        [70] = new("Country code, authorizing agent institution", N, Fixed(3)),
        // One table has n 6.
        [71] = new("Message number", N, Fixed(8)),
        [72] = new("Data record", Ans, LLL(999), Sensitivity.Pan),
        [73] = new("Date, action", N, Fixed(6), Date: "YYMMDD"),
        [74] = new("Credits, number", N, Fixed(10)),
        [75] = new("Credits, reversal number", N, Fixed(10)),
        [76] = new("Debits, number", N, Fixed(10)),
        [77] = new("Debits, reversal number", N, Fixed(10)),
        [78] = new("Transfer, number", N, Fixed(10)),
        [79] = new("Transfer, reversal number", N, Fixed(10)),
        [80] = new("Inquiries, number", N, Fixed(10)),
        [81] = new("Authorizations, number", N, Fixed(10)),
        [82] = new("Inquiries, reversal number", N, Fixed(10)),
        [83] = new("Payments, number", N, Fixed(10)),
        [84] = new("Payments, reversal number", N, Fixed(10)),
        [85] = new("Fee collections, number", N, Fixed(10)),
        [86] = new("Credits, amount", N, Fixed(16)),
        [87] = new("Credits, reversal amount", N, Fixed(16)),
        [88] = new("Debits, amount", N, Fixed(16)),
        [89] = new("Debits, reversal amount", N, Fixed(16)),
        [90] = new("Authorizations, reversal number", N, Fixed(10)),
        [91] = new("Country code, transaction destination institution", N, Fixed(3)),
        [92] = new("Country code, transaction originator institution", N, Fixed(3)),
        [93] = new("Transaction destination institution identification code", N, LL(11)),
        [94] = new("Transaction originator institution identification code", N, LL(11)),
        [95] = new("Card issuer reference data", Ans, LL(99)),
        [96] = new("Key management data", B, LLL(999), KeyOrMac),
        [97] = new("Amount, net reconciliation", Xn, Fixed(17)),
        [98] = new("Payee", Ans, Fixed(25)),
        // An institution code, yet not numeric as the others are.
        [99] = new("Settlement institution identification code", An, LL(11)),
        [100] = new("Receiving institution identification code", N, LL(11)),
        [101] = new("File name", Ans, LL(17)),
        [102] = new("Account identification 1", Ans, LL(28), Sensitivity.Pan),
        [103] = new("Account identification 2", Ans, LL(28), Sensitivity.Pan),
        [104] = new("Transaction description", Ans, LLL(100)),
        [105] = new("Credits, chargeback amount", N, Fixed(16)),
        [106] = new("Debits, chargeback amount", N, Fixed(16)),
        [107] = new("Credits, chargeback number", N, Fixed(10)),
        [108] = new("Debits, chargeback number", N, Fixed(10)),
        [109] = new("Credits, fee amounts", Ans, LL(84)),
        [110] = new("Debits, fee amounts", Ans, LL(84)),
        [111] = new("Reserved for ISO use", Ans, LLL(999)),
        [112] = new("Reserved for ISO use", Ans, LLL(999)),
        [113] = new("Reserved for ISO use", Ans, LLL(999)),
        [114] = new("Reserved for ISO use", Ans, LLL(999)),
        [115] = new("Reserved for ISO use", Ans, LLL(999)),
        [116] = new("Reserved for national use", Ans, LLL(999)),
        [117] = new("Reserved for national use", Ans, LLL(999)),
        [118] = new("Reserved for national use", Ans, LLL(999)),
        [119] = new("Reserved for national use", Ans, LLL(999)),
        [120] = new("Reserved for national use", Ans, LLL(999)),
        [121] = new("Reserved for national use", Ans, LLL(999)),
        [122] = new("Reserved for national use", Ans, LLL(999)),
        [123] = new("Reserved for private use", Ans, LLL(999), Private),
        [124] = new("Reserved for private use", Ans, LLL(999), Private),
        [125] = new("Reserved for private use", Ans, LLL(999), Private),
        [126] = new("Reserved for private use", Ans, LLL(999), Private),
        [127] = new("Reserved for private use", Ans, LLL(999), Private),
        [128] = new("Message authentication code field", B, Fixed(8), KeyOrMac),
    };

    private static FieldLength Fixed(int units) => FieldLength.Fixed(units);

    private static FieldLength LL(int max) => FieldLength.UpTo(max, 2);

    private static FieldLength LLL(int max) => FieldLength.UpTo(max, 3);
}
