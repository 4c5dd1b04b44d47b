using System.Buffers;
using CardSwitch.Iso8583;

namespace CardSwitch.Settlement;

/// <summary>
/// Totals as messages, 0500 and 0520 and their answers, one a currency (ISO 8583:1987, DE 66, 74 to 81, 86 to 89, 97). An
/// element that a format defines otherwise, as later editions do some, is left out. Used again for the next message; for once
/// a day, it allocates.
/// </summary>
internal sealed class ReconciliationMessage
{
    private const int FirstTotal = 74, LastTotal = 89;
    private const int NetUnits = 17;

    private readonly ArrayBufferWriter<byte> buffer = new(512);

    /// <summary>Writes a message; false when a value does not go into the format or the message into the destination.</summary>
    internal bool TryWrite(
        MessageFormat format, MessageType type, in ReconciliationTerms terms, DayTotals totals, Span<byte> destination,
        out int written)
    {
        buffer.ResetWrittenCount();
        var writer = new MessageWriter(format, buffer);
        writer.Begin(type);
        writer.SetDigits(Field.TransmissionDateTime, terms.Transmission);
        writer.SetDigits(Field.Stan, terms.Stan);
        writer.SetDigits(Field.SettlementDate, DayDigits(format, terms.Day));
        if (terms.Institution > 0) writer.SetDigits(Field.ForwarderId, terms.Institution);
        if (IsNumber(format, Field.SettlementCurrency, 3)) writer.SetDigits(Field.SettlementCurrency, terms.Currency);
        if (terms.Result != ReconciliationResult.None && IsNumber(format, Field.SettlementCode, 1))
        {
            writer.SetDigits(Field.SettlementCode, (long)terms.Result);
        }
        for (int field = FirstTotal; field <= LastTotal; field++)
        {
            if (totals.TryGet(field, out long total) && IsNumber(format, field, DigitsOf(field))) writer.SetDigits(field, total);
        }
        written = 0;
        if (HasNet(format) && !TrySetNet(writer, totals.Net)) return false;
        if (!writer.End(out int length).IsOk || !buffer.WrittenSpan.TryCopyTo(destination)) return false;
        written = length;
        return true;
    }

    /// <summary>
    /// Compares a counterpart's totals with ours, none of ours being zeros: by the net amount (DE 97) where it is there, else by
    /// every total that is. For the counts may differ though the money is right: what timed out was never counted here.
    /// </summary>
    internal static ReconciliationResult Compare(MessageView message, DayTotals? ours)
    {
        ours ??= new DayTotals();
        if (HasNet(message.Format) && message.Has(Field.NetSettlementAmount))
        {
            if (!TryReadNet(message, out long net)) return ReconciliationResult.Error;
            return net == ours.Net ? ReconciliationResult.Balanced : ReconciliationResult.OutOfBalance;
        }
        ReconciliationResult result = ReconciliationResult.Error;
        for (int field = FirstTotal; field <= LastTotal; field++)
        {
            bool compares = message.Has(field) && IsNumber(message.Format, field, DigitsOf(field));
            if (!compares || !ours.TryGet(field, out long total)) continue;
            if (!message.TryGetInt64(field, out long theirs)) return ReconciliationResult.Error;
            if (theirs != total) return ReconciliationResult.OutOfBalance;
            result = ReconciliationResult.Balanced;
        }
        return result;
    }

    /// <summary>The result that an answer brings in DE 66; false when it has none.</summary>
    internal static bool TryReadResult(MessageView message, out ReconciliationResult result)
    {
        result = ReconciliationResult.None;
        if (!IsNumber(message.Format, Field.SettlementCode, 1) || !message.TryGetInt32(Field.SettlementCode, out int code)) return false;
        result = (ReconciliationResult)code;
        return result is >= ReconciliationResult.Balanced and <= ReconciliationResult.Error;
    }

    /// <summary>
    /// The business day in DE 15: MMDD in 1987, the day with that date nearest to another; YYMMDD in 1993, of the nearest century;
    /// CCYYMMDD in 2003. False when it is absent or no day.
    /// </summary>
    internal static bool TryReadDay(MessageView message, int nearDay, out int day)
    {
        day = 0;
        if (!message.TryGetInt32(Field.SettlementDate, out int digits)) return false;
        switch (message.Units(Field.SettlementDate))
        {
            case 4:
                return BusinessDay.TryNearest(digits, nearDay, out day);
            case 6:
                int century = nearDay / 1_000_000;
                int ahead = digits / 10_000 - nearDay / 10_000 % 100;
                day = (century + (ahead > 50 ? -1 : ahead < -50 ? 1 : 0)) * 1_000_000 + digits;
                return BusinessDay.IsDay(day);
            default:
                day = digits;
                return BusinessDay.IsDay(day);
        }
    }

    private static long DayDigits(MessageFormat format, int day) => format[Field.SettlementDate]?.Length.Max switch
    {
        4 => BusinessDay.MonthDay(day),
        6 => day % 1_000_000,
        _ => day,
    };

    // x+n 16: C for credit or D for debit in front.
    private static bool TrySetNet(MessageWriter writer, long net)
    {
        long size = Math.Abs(net);
        if (!DigitValue.Fits(size, NetUnits - 1)) return false;
        Span<byte> signed = stackalloc byte[NetUnits];
        signed[0] = net < 0 ? (byte)'D' : (byte)'C';
        DigitValue.WriteAscii(signed[1..], size);
        return writer.Set(Field.NetSettlementAmount, signed).IsOk;
    }

    private static bool TryReadNet(MessageView message, out long net)
    {
        Span<byte> signed = stackalloc byte[NetUnits];
        net = 0;
        if (!message.TryCopy(Field.NetSettlementAmount, signed, out int length) || length != NetUnits) return false;
        if (signed[0] is not ((byte)'C' or (byte)'D')) return false;
        foreach (byte digit in signed[1..])
        {
            if (digit is < (byte)'0' or > (byte)'9') return false;
            net = net * 10 + (digit - '0');
        }
        if (signed[0] == 'D') net = -net;
        return true;
    }

    private static bool HasNet(MessageFormat format) => format[Field.NetSettlementAmount] is
    {
        Content: ContentClass.SignedNumeric, Length: { IsFixed: true, Max: NetUnits }
    };

    // Counts are n 10, amounts n 16.
    private static int DigitsOf(int field) => field < 82 ? 10 : 16;

    private static bool IsNumber(MessageFormat format, int field, int digits) =>
        format[field] is { Content: ContentClass.Numeric or ContentClass.AlphaOrNumeric, Length.IsFixed: true } spec
        && spec.Length.Max == digits;
}
