using static CardSwitch.Iso8583.ContentClass;
using static CardSwitch.Iso8583.Sensitivity;

namespace CardSwitch.Iso8583;

/// <summary>
/// The data elements of ISO 8583:2003 in the standard's order, apart from any encoding: a dialect adds that. Elements
/// that the standard constructs of parts have the class that holds all of the parts; DE 4 is currency, minor unit and
/// amount. Where tables in use differ, the line above the element says what else is met; from DE 50 on the lengths are
/// those that implementations agree on, not checked against the text of the standard.
/// </summary>
internal static class Iso2003Elements
{
    private const ContentClass N = Numeric;
    private const ContentClass An = AlphaNumeric;
    private const ContentClass Ans = AlphaNumericSpecial;
    private const ContentClass B = Binary;
    private const ContentClass Z = ContentClass.Track;

    internal static readonly IReadOnlyDictionary<int, DataElement> Table = new Dictionary<int, DataElement>
    {
        [2] = new("Primary account number", N, LL(19), Sensitivity.Pan),
        [3] = new("Processing code", An, Fixed(6), Composite: ElementParts.ProcessingCode2003),
        [4] = new("Amount, transaction", N, Fixed(16), Composite: ElementParts.Amount2003),
        [5] = new("Amount, reconciliation", N, Fixed(16), Composite: ElementParts.Amount2003),
        [6] = new("Amount, cardholder billing", N, Fixed(16), Composite: ElementParts.Amount2003),
        [7] = new("Date and time, transmission", N, Fixed(10), Date: "MMDDhhmmss"),
        [8] = new("Amount, cardholder billing fee", N, Fixed(12), Composite: ElementParts.Fee2003),
        [9] = new("Conversion rate, reconciliation", N, Fixed(8)),
        [10] = new("Conversion rate, cardholder billing", N, Fixed(8)),
        [11] = new("Systems trace audit number", N, Fixed(12)),
        [12] = new("Date and time, local transaction", N, Fixed(14), Date: "CCYYMMDDhhmmss"),
        [13] = new("Date, effective", N, Fixed(6), Date: "CCYYMM"),
        [14] = new("Date, expiration", N, Fixed(4), Date: "YYMM"),
        [15] = new("Date, settlement", N, Fixed(8), Date: "CCYYMMDD"),
        [16] = new("Date, conversion", N, Fixed(4), Date: "MMDD"),
        [17] = new("Date, capture", N, Fixed(4), Date: "MMDD"),
        [18] = new("Message error indicator", B, LLL(140)),
        [19] = new("Country code, acquiring institution", N, Fixed(3)),
        [20] = new("Country code, primary account number", N, Fixed(3)),
        [21] = new("Transaction life cycle identification data", Ans, Fixed(22), Composite: ElementParts.LifeCycle2003),
        // Four bit maps of 3 bytes; some networks use 4 bytes each, 16 in all.
        [22] = new("Point of service data code", B, Fixed(12)),
        [23] = new("Card sequence number", N, Fixed(3)),
        [24] = new("Function code", N, Fixed(3)),
        [25] = new("Message reason code", N, Fixed(4)),
        [26] = new("Merchant category code", N, Fixed(4)),
        // Two bit maps of 3 bytes and 19 positions; some networks use 4 bytes each, 27 in all.
        [27] = new("Point of service capability", B, Fixed(25)),
        [28] = new("Date, reconciliation", N, Fixed(8), Date: "CCYYMMDD"),
        [29] = new("Reconciliation indicator", N, Fixed(3)),
        [30] = new("Amounts, original", N, Fixed(32), Composite: ElementParts.OriginalAmounts2003),
        [31] = new("Acquirer reference number", N, Fixed(23), Composite: ElementParts.AcquirerReference2003),
        [32] = new("Acquiring institution identification code", N, LL(11)),
        [33] = new("Forwarding institution identification code", N, LL(11)),
        [34] = new("Electronic commerce data", B, LLLL(9999), KeyOrMac),
        [35] = new("Track 2 data", Z, LL(37), Sensitivity.Track),
        [36] = new("Track 3 data", Z, LLL(104), Sensitivity.Track),
        [37] = new("Retrieval reference number", An, Fixed(12)),
        [38] = new("Approval code", An, Fixed(6)),
        [39] = new("Action code", N, Fixed(4)),
        [40] = new("Service code", N, Fixed(3)),
        [41] = new("Card acceptor terminal identification", Ans, Fixed(16)),
        [42] = new("Card acceptor identification code", Ans, LL(35)),
        [43] = new("Card acceptor name/location", B, LLLL(9999)),
        [44] = new("Additional response data", B, LLLL(9999)),
        [45] = new("Track 1 data", Ans, LL(76), Sensitivity.Track),
        [46] = new("Amounts, fees", Ans, LLL(216)),
        [47] = new("Additional data - national", Ans, LLL(999)),
        [48] = new("Additional data - private", Ans, LLL(999), Private),
        // May hold a card verification value. Some networks use LLLL, up to 9999.
        [49] = new("Verification data", B, LLL(999), Private),
        [50] = new("Reserved for ISO use", B, LLLL(9999)),
        [51] = new("Reserved for ISO use", B, LLLL(9999)),
        [52] = new("Personal identification number [PIN] data", B, Fixed(8), Pin),
        [53] = new("Security related control information", B, LL(48), KeyOrMac),
        [54] = new("Amounts, additional", An, LLL(126)),
        // The 1993 edition has up to 255 behind LLL.
        [55] = new("Integrated circuit card system related data", B, LLLL(9999), Sensitivity.Track, Composite: EmvTags.Composite),
        [56] = new("Original data elements", N, LL(41)),
        [57] = new("Authorization life cycle code", N, Fixed(3)),
        [58] = new("Authorizing agent institution identification code", N, LL(11)),
        [59] = new("Transport data", Ans, LLL(999)),
        [60] = new("Reserved for national use", Ans, LLL(999)),
        [61] = new("Reserved for national use", Ans, LLL(999)),
        [62] = new("Reserved for private use", Ans, LLL(999), Private),
        [63] = new("Reserved for private use", Ans, LLL(999), Private),
        // 8 bytes in the earlier editions, and in some networks still.
        [64] = new("Message authentication code field", B, Fixed(4), KeyOrMac),
        [65] = new("Reserved for ISO use", B, Fixed(8)),
        [66] = new("Amounts, original fees", Ans, LLL(216)),
        [67] = new("Extended payment data", N, Fixed(2)),
        [68] = new("Batch/file transfer message control", Ans, Fixed(9)),
        [69] = new("Batch/file transfer control data", Ans, Fixed(40)),
        [70] = new("File transfer description data", N, Fixed(18)),
        [71] = new("Reserved for ISO use", B, LLLL(9999)),
        // Some networks use LLLL, up to 9999.
        [72] = new("Data record", B, LLL(999), Sensitivity.Pan),
        [73] = new("Date, action", N, Fixed(8), Date: "CCYYMMDD"),
        [74] = new("Reconciliation data, primary", N, Fixed(156)),
        [75] = new("Reconciliation data, secondary", N, Fixed(90)),
        [76] = new("Reserved for ISO use", B, LLLL(9999)),
        [77] = new("Reserved for ISO use", B, LLLL(9999)),
        [78] = new("Reserved for ISO use", B, LLLL(9999)),
        [79] = new("Reserved for ISO use", B, LLLL(9999)),
        [80] = new("Reserved for ISO use", B, LLLL(9999)),
        [81] = new("Reserved for ISO use", B, LLLL(9999)),
        [82] = new("Reserved for ISO use", B, LLLL(9999)),
        [83] = new("Reserved for ISO use", B, LLLL(9999)),
        [84] = new("Reserved for ISO use", B, LLLL(9999)),
        [85] = new("Reserved for ISO use", B, LLLL(9999)),
        [86] = new("Reserved for ISO use", B, LLLL(9999)),
        [87] = new("Reserved for ISO use", B, LLLL(9999)),
        [88] = new("Reserved for ISO use", B, LLLL(9999)),
        [89] = new("Reserved for ISO use", B, LLLL(9999)),
        [90] = new("Reserved for ISO use", B, LLLL(9999)),
        [91] = new("Reserved for ISO use", B, LLLL(9999)),
        [92] = new("Reserved for ISO use", B, LLLL(9999)),
        [93] = new("Transaction destination institution identification code", N, LL(11)),
        [94] = new("Transaction originator institution identification code", N, LL(11)),
        [95] = new("Card issuer reference data", Ans, LL(99)),
        [96] = new("Key management data", B, LLL(999), KeyOrMac),
        [97] = new("Amount, net reconciliation", An, Fixed(21), Composite: ElementParts.NetAmount2003),
        [98] = new("Payee", Ans, Fixed(25)),
        // Some networks allow digits only.
        [99] = new("Settlement institution identification code", An, LL(11)),
        [100] = new("Receiving institution identification code", N, LL(11)),
        [101] = new("File name", Ans, LL(99)),
        [102] = new("Account identification 1", Ans, LL(28), Sensitivity.Pan),
        [103] = new("Account identification 2", Ans, LL(28), Sensitivity.Pan),
        [104] = new("Transaction specific data", B, LLLL(9999)),
        [105] = new("Reserved for ISO use", B, LLLL(9999)),
        [106] = new("Reserved for ISO use", B, LLLL(9999)),
        [107] = new("Reserved for ISO use", B, LLLL(9999)),
        [108] = new("Reserved for ISO use", B, LLLL(9999)),
        [109] = new("Credits, fee amounts", Ans, LLL(144)),
        [110] = new("Debits, fee amounts", Ans, LLL(144)),
        // Private use in some networks: 111 to 115.
        [111] = new("Reserved for ISO use", B, LLLL(9999)),
        [112] = new("Reserved for ISO use", B, LLLL(9999)),
        [113] = new("Reserved for ISO use", B, LLLL(9999)),
        [114] = new("Reserved for ISO use", B, LLLL(9999)),
        [115] = new("Reserved for ISO use", B, LLLL(9999)),
        [116] = new("Reserved for national use", B, LLLL(9999)),
        [117] = new("Reserved for national use", B, LLLL(9999)),
        [118] = new("Reserved for national use", B, LLLL(9999)),
        [119] = new("Reserved for national use", B, LLLL(9999)),
        [120] = new("Reserved for national use", B, LLLL(9999)),
        [121] = new("Reserved for national use", B, LLLL(9999)),
        [122] = new("Reserved for national use", B, LLLL(9999)),
        [123] = new("Reserved for private use", B, LLLL(9999), Private),
        [124] = new("Reserved for private use", B, LLLL(9999), Private),
        [125] = new("Reserved for private use", B, LLLL(9999), Private),
        [126] = new("Reserved for private use", B, LLLL(9999), Private),
        [127] = new("Reserved for private use", B, LLLL(9999), Private),
        // Of the length of DE 64.
        [128] = new("Message authentication code field", B, Fixed(4), KeyOrMac),
    };

    private static FieldLength Fixed(int units) => FieldLength.Fixed(units);

    private static FieldLength LL(int max) => FieldLength.UpTo(max, 2);

    private static FieldLength LLL(int max) => FieldLength.UpTo(max, 3);

    private static FieldLength LLLL(int max) => FieldLength.UpTo(max, 4);
}
