using System.Globalization;
using System.Text;
using CardSwitch.Iso8583;
using CardSwitch.Journal;

namespace CardSwitch.Station.Journals;

/// <summary>A journal row's values as people read them.</summary>
internal static class RowText
{
    /// <summary>UTC, to the millisecond: <c>2026-11-22 16:45:01.250</c>.</summary>
    internal static string Time(long unixMs) => Time(unixMs, "yyyy-MM-dd HH:mm:ss.fff");

    /// <summary>The same for programs (ISO 8601): <c>2026-11-22T16:45:01.250Z</c>.</summary>
    internal static string IsoTime(long unixMs) => Time(unixMs, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    /// <summary><c>0200</c>; empty where a record is about no message.</summary>
    internal static string Type(int type) => type == 0 ? "" : type.ToString("D4", CultureInfo.InvariantCulture);

    /// <summary><c>2026-11-22</c>; empty for none.</summary>
    internal static string Day(int day) => day == 0
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{day / 10_000:D4}-{day / 100 % 100:D2}-{day % 100:D2}");

    /// <summary>With the currency's decimals and letters, <c>123.45 EUR</c>; empty where there is none.</summary>
    internal static string Amount(JournalRow row) => !HasAmount(row)
        ? ""
        : new Amount(row.Amount, CurrencyOf(row.Currency)).ToString();

    /// <summary>Of network management the number is what was asked for (DE 70).</summary>
    internal static bool HasAmount(JournalRow row) =>
        (RecordKind)row.Kind != RecordKind.Network && (row.Currency != 0 || row.Amount != 0);

    /// <summary>The letters, <c>EUR</c>; empty for none.</summary>
    internal static string Currency(int currency) => CurrencyOf(currency).AlphaCode;

    /// <summary>A trace number in six digits; empty for none.</summary>
    internal static string Stan(int stan) => stan == 0 ? "" : stan.ToString("D6", CultureInfo.InvariantCulture);

    /// <summary>Text that came with a message, without what would move a screen's cursor; empty for none.</summary>
    internal static string Plain(string? text) =>
        text is null ? "" : string.Create(text.Length, text, static (plain, text) =>
        {
            for (int i = 0; i < text.Length; i++) plain[i] = char.IsControl(text[i]) ? '?' : text[i];
        });

    internal static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>What a record says, in words.</summary>
    internal static string Kind(JournalRow row) => (RecordKind)row.Kind switch
    {
        RecordKind.Sent => "sent to the issuer",
        RecordKind.Answered when CodeOf(row).IsApproval => "answered: approved",
        RecordKind.Answered => "answered: declined",
        RecordKind.TimedOut when HasMessage(row) => "timed out; reversal queued",
        RecordKind.TimedOut => "timed out",
        RecordKind.StoodIn when HasMessage(row) => "stood in; advice queued",
        RecordKind.StoodIn => "stood in",
        RecordKind.Queued => "queued for the issuer",
        RecordKind.Forwarded => "accepted by the issuer",
        RecordKind.Parked => "parked until released",
        RecordKind.Released => "released, queued again",
        RecordKind.Blocked => "reversed before the original came",
        RecordKind.Late => "late answer, not forwarded",
        RecordKind.Unmatched when row.Field != 0 => string.Create(
            CultureInfo.InvariantCulture, $"answer that fits no request (DE {row.Field})"),
        RecordKind.Unmatched => "answer that fits no request",
        RecordKind.Undelivered when HasMessage(row) => "approval not delivered; reversal queued",
        RecordKind.Undelivered => "approval not delivered",
        RecordKind.Reversed when HasMessage(row) => "reversed by the shop; reversal queued",
        RecordKind.Reversed => "reversed by the shop",
        RecordKind.DayOpened => "business day opened",
        RecordKind.DayClosed => "business day closed",
        RecordKind.Reconciled => "totals compared",
        RecordKind.MacFailed when row.Field != 0 => string.Create(
            CultureInfo.InvariantCulture, $"refused: wrong MAC (DE {row.Field})"),
        RecordKind.MacFailed => "refused: no MAC",
        RecordKind.Network => string.Create(CultureInfo.InvariantCulture, $"network management {row.Amount:D3}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"kind {row.Kind}, of a later version"),
    };

    /// <summary>Whether a record of this kind puts its message into the queue to the issuer.</summary>
    internal static bool HasMessage(JournalRow row) => !row.Message.IsEmpty;

    /// <summary>With its meaning, as a decoded message has it: <c>91  (Issuer or switch inoperative)</c>.</summary>
    internal static string Code(JournalRow row) =>
        row.Code.Length == 0 ? "" : $"{Plain(row.Code)}  ({CodeOf(row).Description})";

    internal static ResponseCode CodeOf(JournalRow row) =>
        ResponseCode.TryParse(Encoding.ASCII.GetBytes(row.Code), out ResponseCode code) ? code : default;

    private static Currency CurrencyOf(int numeric) =>
        Iso8583.Currency.TryFromNumeric(numeric, out Currency currency) ? currency : default;

    // A row that somebody has altered may say any number.
    private static string Time(long unixMs, string shape) => unixMs is < -62_135_596_800_000 or > 253_402_300_799_999
        ? "?"
        : DateTimeOffset.FromUnixTimeMilliseconds(unixMs).ToString(shape, CultureInfo.InvariantCulture);
}
