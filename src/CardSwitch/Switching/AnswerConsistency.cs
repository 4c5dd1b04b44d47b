using CardSwitch.Iso8583;
using CardSwitch.Issuing;

namespace CardSwitch.Switching;

/// <summary>
/// Whether an answer whose matching fields are those of its request follows from it in all else. What does not is no answer:
/// it is recorded as unmatched, the operator is told, and the request times out and is reversed.
/// </summary>
internal sealed class AnswerConsistency
{
    // ISO 8583:1987, fields that a response repeats from its request, beyond those by which it is matched.
    private static ReadOnlySpan<byte> Repeated =>
    [
        Field.LocalTime, Field.LocalDate, Field.ExpirationDate, Field.SettlementDate, Field.MerchantType,
        Field.AcquirerCountry, Field.PosEntryMode, Field.CardSequenceNumber, Field.NetworkId, Field.PosConditionCode,
        Field.AcquirerId, Field.ForwarderId, Field.Track2, Field.Track3, Field.MerchantId, Field.MerchantNameLocation, Field.Track1,
        Field.PinData, Field.OriginalDataElements, Field.ReplacementAmounts, Field.ReceiverId, Field.AccountId1, Field.AccountId2,
    ];

    private readonly FieldIndex sentIndex = new();
    private readonly byte[] chip = new byte[1024];

    /// <summary>The field at fault, or 0.</summary>
    internal int FirstFault(Issuer issuer, int slot, MessageView answer, ResponseCode code)
    {
        // Read as an approval in full by a shop that knows no other, and never asked for.
        if (code == ResponseCode.PartialApproval)
        {
            if (!issuer.Profile.AllowPartialApproval) return Field.ResponseCode;
            if (!answer.Has(Field.Amount)) return Field.Amount;
        }
        return issuer.Profile.StrictAnswers ? FirstStrict(issuer, slot, answer, code) : 0;
    }

    private int FirstStrict(Issuer issuer, int slot, MessageView answer, ResponseCode code)
    {
        if (HasApprovalCode(answer) != code.IsApproval && MovesMoney(answer.Type)) return Field.ApprovalCode;
        if (answer.Has(Field.IccData) && !HasIssuerTagsOnly(answer)) return Field.IccData;
        ReadOnlySpan<byte> frame = issuer.Pending.SentFrame(slot);
        if (!issuer.Parser.Parse(frame, sentIndex).IsOk) return Field.Mti;
        foreach (byte field in Repeated)
        {
            if (!answer.Has(field)) continue;
            // The day of settlement may be the issuer's to give.
            if (!sentIndex.Has(field) && field == Field.SettlementDate) continue;
            var sent = new MessageView(frame, sentIndex);
            if (answer.Units(field) != sent.Units(field) || !answer[field].SequenceEqual(sent[field])) return field;
        }
        return 0;
    }

    private static bool MovesMoney(MessageType type) => type.Class is MessageClass.Authorization or MessageClass.Financial;

    private static bool HasApprovalCode(MessageView answer) => Repeats.ApprovalCode.TryRead(answer, out _);

    // EMV book 3, annex A: issuer authentication data, scripts, authorisation response code.
    private bool HasIssuerTagsOnly(MessageView answer)
    {
        if (!answer.TryCopy(Field.IccData, chip, out int length)) return false;
        var reader = new TlvReader(chip.AsSpan(0, length));
        while (reader.Read())
        {
            if (reader.Tag is not (0x91 or 0x71 or 0x72 or 0x8A)) return false;
        }
        return reader.Error == ParseError.None;
    }
}
