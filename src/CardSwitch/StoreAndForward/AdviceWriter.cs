using CardSwitch.Iso8583;
using CardSwitch.Repeats;

namespace CardSwitch.StoreAndForward;

/// <summary>
/// Makes the messages that are stored and forwarded, out of one in the same format. What they keep leaves byte for byte
/// as it came; track data, PIN data, keys and MACs are never among it.
/// </summary>
internal sealed class AdviceWriter
{
    // ISO 8583:1987, 4.3 (reversal messages), and what identifies the original to its issuer. DE 95 is
    // kept where it means what remains of the original.
    private static readonly Bitmap ReversalFields = BitsOf(
        2, 3, 4, 5, 6, 7, 11, 12, 13, 14, 15, 18, 19, 22, 23, 24, 25, 26, 28, 32, 33, 37, 38, 41, 42, 43, 49, 50, 51);

    private readonly MessagePatch patch = new(MessageFormats.Iso1987Ascii);
    private byte[] chip = [];

    /// <summary>
    /// A reversal of a request, made of that request as sent to the issuer, or of its originator's own reversal. DE 32 and
    /// 33 of the original are those of the message written. False when it does not fit, or when the format lacks a field
    /// that a reversal cannot be without.
    /// </summary>
    internal bool TryWriteReversal(MessageView source, in ReversalTerms terms, Span<byte> destination, out int written)
    {
        written = 0;
        patch.Reset(source.Format);
        patch.SetType(terms.Type);
        bool isLater = Edition.HasFunctionCodes(terms.Type);
        Bitmap present = source.Index.Bitmap;
        for (int field = present.NextAtOrAfter(2); field != 0; field = present.NextAtOrAfter(field + 1))
        {
            bool keeps = ReversalFields.Has(field) || (field == Field.ReplacementAmounts && !isLater);
            if (!keeps) patch.Remove(field);
        }
        SetTerms(source.Format, terms.Day, terms.Institution, terms.Reason, terms.Approval);
        bool isSound = patch.SetDigits(Field.TransmissionDateTime, terms.Transmission).IsOk
            && patch.SetDigits(Field.Stan, terms.Stan).IsOk
            && (isLater
                ? OriginalElements1993.TrySet(patch, source, in terms)
                : OriginalElements1987.TrySet(patch, source, in terms));
        return isSound && TryWrite(source, destination, out written);
    }

    /// <summary>
    /// An advice of what was decided in the issuer's place: made of the request that a stand-in approved, or of its
    /// originator's own advice. False when it does not fit, or when the format cannot hold the code.
    /// </summary>
    internal bool TryWriteAdvice(MessageView source, in AdviceTerms terms, Span<byte> destination, out int written)
    {
        written = 0;
        patch.Reset(source.Format);
        patch.SetType(terms.Type);
        Bitmap present = source.Index.Bitmap;
        for (int field = present.NextAtOrAfter(2); field != 0; field = present.NextAtOrAfter(field + 1))
        {
            if (field == Field.IccData) KeepHarmlessChipData(source);
            else if (IsSecret(source.Format, field)) patch.Remove(field);
        }
        bool hasCode = SetTerms(source.Format, terms.Day, terms.Institution, terms.Code, terms.Approval);
        return hasCode
            && patch.SetDigits(Field.TransmissionDateTime, terms.Transmission).IsOk
            && patch.SetDigits(Field.Stan, terms.Stan).IsOk
            && TryWrite(source, destination, out written);
    }

    // The fields that hold secrets by the standard, whatever the format says of them, and those of which the format says so.
    private static bool IsSecret(MessageFormat format, int field) =>
        field is Field.Track2 or Field.Track3 or Field.Track1 or Field.PinData or Field.SecurityControl or Field.Mac or Field.Mac2
        || format[field]?.Sensitivity is Sensitivity.Track or Sensitivity.Pin or Sensitivity.KeyOrMac;

    private void KeepHarmlessChipData(MessageView source)
    {
        int units = source.Units(Field.IccData);
        if (chip.Length < units) chip = new byte[Math.Max(units, 1024)];
        bool isBinary = source.Format[Field.IccData] is { Content: ContentClass.Binary };
        if (!isBinary || !source.TryCopy(Field.IccData, chip, out int length)
            || !ChipData.TryStrip(chip.AsSpan(0, length), out int kept) || kept == 0)
        {
            patch.Remove(Field.IccData);
            return;
        }
        if (kept < length && !patch.Set(Field.IccData, chip.AsSpan(0, kept)).IsOk) patch.Remove(Field.IccData);
    }

    // A format that lacks one of these goes without it; only of the code it matters, and so is told.
    private bool SetTerms(MessageFormat format, int day, long institution, ResponseCode code, ApprovalCode approval)
    {
        if (day > 0) patch.SetDigits(Field.SettlementDate, Edition.DayOf(format, day));
        if (institution > 0) patch.SetDigits(Field.ForwarderId, institution);
        Span<byte> text = stackalloc byte[ApprovalCode.Length];
        if (!approval.IsNone) patch.Set(Field.ApprovalCode, text[..approval.CopyTo(text)]);
        return code == default || TrySetCode(format, code, text);
    }

    // Never a shorter code behind a zero: 51 declines, 051 approves. Approved is a row of zeros in each edition.
    private bool TrySetCode(MessageFormat format, ResponseCode code, Span<byte> text)
    {
        int units = format.Layouts[Field.ResponseCode].MaxUnits;
        if (code.Length == units) return patch.Set(Field.ResponseCode, text[..code.CopyTo(text)]).IsOk;
        return code.IsApproval && units is >= 2 and <= 4 && patch.Set(Field.ResponseCode, "0000"u8[..units]).IsOk;
    }

    // The header belongs to the link over which the source came: the message gets the format's own.
    private bool TryWrite(MessageView source, Span<byte> destination, out int written)
    {
        if (!patch.TryWrite(source, destination, out written)) return false;
        MessageFormat format = source.Format;
        if (format.HeaderLength == 0) return true;
        int header = source.Index[Field.Mti].Value, body = written - header;
        destination[header..written].CopyTo(destination[format.HeaderLength..]);
        written = format.Header.Write(destination, body) + body;
        return true;
    }

    private static Bitmap BitsOf(params ReadOnlySpan<byte> fields)
    {
        Bitmap bits = default;
        foreach (byte field in fields) bits.Set(field);
        return bits;
    }
}
