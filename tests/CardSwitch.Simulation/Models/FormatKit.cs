using CardSwitch.Iso8583;

namespace CardSwitch.Simulation.Models;

/// <summary>What models need to speak a format. Used by one thread; nothing of it depends on a simulation.</summary>
internal sealed class FormatKit
{
    private static readonly string[] Digits = [.. Enumerable.Range(0, 43).Select(count => new string('0', count))];

    internal FormatKit(MessageFormat format)
    {
        Format = format;
        Parser = new MessageParser(format);
        Patch = new MessagePatch(format);
        (int, string)[] head =
        [
            (Field.Pan, Digits[16]), (Field.ProcessingCode, Digits[6]), (Field.Amount, Digits[12]),
            (Field.TransmissionDateTime, Digits[10]), (Field.Stan, Digits[6]), (Field.LocalTime, Digits[6]),
            (Field.LocalDate, Digits[4]), (Field.MerchantType, "5411"), (Field.PosEntryMode, "021"),
            (Field.PosConditionCode, "00"), (Field.AcquirerId, "400000"), (Field.Rrn, Digits[12]),
            (Field.TerminalId, "T0000000"), (Field.MerchantId, "SHOP0000       "), (Field.Currency, "978"),
        ];
        (int, string) track = (Field.Track2, "0000000000000000=3012201000000000000");
        (int, string) pin = (Field.PinData, Convert.ToHexString(Card.PinBlock));
        (int, string) original = (Field.OriginalDataElements, Digits[42]);
        Request = new Template(format, 200, [.. head, track]);
        RequestWithPin = new Template(format, 200, [.. head, track, pin]);
        Advice = new Template(format, 220, [.. head, track, (Field.ApprovalCode, "000000"), (Field.ResponseCode, "00")]);
        Reversal = new Template(format, 420, [.. head, original]);
        PartialReversal = new Template(
            format, 420, [.. head, original, (Field.ReplacementAmounts, Digits[24] + "C00000000C00000000")]);
        Network = new Template(
            format, 800, (Field.TransmissionDateTime, Digits[10]), (Field.Stan, Digits[6]), (Field.NetworkManagementCode, "301"));
    }

    internal MessageFormat Format { get; }

    internal MessageParser Parser { get; }

    /// <summary>Bytes of the message type, which stands first: four characters, or packed.</summary>
    internal int TypeLength => Request.Frame[0] == 0x02 ? 2 : 4;

    internal FieldIndex Index { get; } = new();

    internal FieldIndex SecondIndex { get; } = new();

    internal MessagePatch Patch { get; }

    internal Template Request { get; }

    internal Template RequestWithPin { get; }

    internal Template Advice { get; }

    internal Template Reversal { get; }

    internal Template PartialReversal { get; }

    internal Template Network { get; }
}
