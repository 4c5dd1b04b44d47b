using CardSwitch.Iso8583;
using CardSwitch.Simulation.Network;

namespace CardSwitch.Simulation.Models;

/// <summary>Writes a shop's messages: a template's copy with what differs set where it stands.</summary>
internal sealed class ShopDesk(SimulatedNetwork network, FormatKit kit, int acquirer, byte[] terminal)
{
    private readonly byte[] frame = new byte[FrameStore.Stride];
    private readonly byte[] digits = new byte[42];
    private WireClock clock = new();

    /// <summary>DE 7 of a message that is written now.</summary>
    internal long Transmission(long unixMs)
    {
        clock.Read(unixMs);
        return clock.Transmission;
    }

    /// <summary>The request, or the advice; good until the next message is written.</summary>
    internal ReadOnlySpan<byte> Request(int number, in ShopTransaction transaction, bool isRepeat, long amount)
    {
        bool isAdvice = transaction.Kind == TransactionKind.Advice;
        Template template = isAdvice ? kit.Advice : transaction.HasPin ? kit.RequestWithPin : kit.Request;
        Span<byte> message = Fill(template, number, in transaction, transaction.Stan, transaction.Transmission, amount);
        FramePatch.TrySet(message, template.Index, Field.Track2, network.Cards[transaction.Card].Track2);
        MessageType type = TypeOf(transaction.Kind);
        FramePatch.SetType(message, template.Index, isRepeat ? type.ToRepeat() : type);
        return message;
    }

    /// <summary>The reversal, of the whole or with what remains in DE 95.</summary>
    internal ReadOnlySpan<byte> Reversal(int number, in ShopTransaction transaction, bool isRepeat, bool asRequest)
    {
        bool isPartial = transaction.Replacement >= 0;
        Template template = isPartial ? kit.PartialReversal : kit.Reversal;
        Span<byte> message = Fill(
            template, number, in transaction, transaction.ReversalStan, transaction.ReversalTransmission, transaction.Amount);
        Write(0, 4, FourDigits(TypeOf(transaction.Kind)));
        Write(4, 6, transaction.Stan);
        Write(10, 10, transaction.Transmission);
        Write(20, 11, acquirer);
        Write(31, 11, 0);
        FramePatch.TrySet(message, template.Index, Field.OriginalDataElements, digits);
        if (isPartial)
        {
            Write(0, 12, transaction.Replacement);
            Write(12, 12, 0);
            "C00000000C00000000"u8.CopyTo(digits.AsSpan(24));
            FramePatch.TrySet(message, template.Index, Field.ReplacementAmounts, digits);
        }
        MessageType type = MessageType.Of(asRequest ? 400 : 420);
        FramePatch.SetType(message, template.Index, isRepeat ? type.ToRepeat() : type);
        return message;
    }

    /// <summary>A network management message (DE 70).</summary>
    internal ReadOnlySpan<byte> Network(int code, int stan, long unixMs)
    {
        Template template = kit.Network;
        template.Frame.CopyTo(frame.AsSpan());
        Span<byte> message = frame.AsSpan(0, template.Frame.Length);
        FramePatch.TrySetDigits(message, template.Index, Field.TransmissionDateTime, Transmission(unixMs));
        FramePatch.TrySetDigits(message, template.Index, Field.Stan, stan);
        FramePatch.TrySetDigits(message, template.Index, Field.NetworkManagementCode, code);
        return message;
    }

    internal static MessageType TypeOf(TransactionKind kind) => kind switch
    {
        TransactionKind.Authorization => MessageType.Of(100),
        TransactionKind.Advice => MessageType.Of(220),
        _ => MessageType.Of(200),
    };

    private Span<byte> Fill(Template template, int number, in ShopTransaction transaction, int stan, long transmission, long amount)
    {
        template.Frame.CopyTo(frame.AsSpan());
        Span<byte> message = frame.AsSpan(0, template.Frame.Length);
        FieldIndex index = template.Index;
        FramePatch.TrySet(message, index, Field.Pan, network.Cards[transaction.Card].Pan);
        FramePatch.TrySetDigits(message, index, Field.ProcessingCode, ProcessingOf(transaction.Kind));
        FramePatch.TrySetDigits(message, index, Field.Amount, amount);
        FramePatch.TrySetDigits(message, index, Field.TransmissionDateTime, transmission);
        FramePatch.TrySetDigits(message, index, Field.Stan, stan);
        FramePatch.TrySetDigits(message, index, Field.LocalTime, transaction.Transmission % 1_000_000);
        FramePatch.TrySetDigits(message, index, Field.LocalDate, transaction.Transmission / 1_000_000);
        FramePatch.TrySetDigits(message, index, Field.MerchantType, transaction.Kind == TransactionKind.Cash ? 6011 : 5411);
        FramePatch.TrySetDigits(message, index, Field.AcquirerId, acquirer);
        FramePatch.TrySetDigits(message, index, Field.Rrn, SimulatedNetwork.FirstRrn + number);
        FramePatch.TrySet(message, index, Field.TerminalId, terminal);
        FramePatch.TrySetDigits(message, index, Field.Currency, transaction.Currency);
        return message;
    }

    private static long ProcessingOf(TransactionKind kind) => kind switch
    {
        TransactionKind.Cash => 10_000,
        TransactionKind.Refund => 200_000,
        _ => 0,
    };

    private static long FourDigits(MessageType type) =>
        (type.Bcd >> 12) * 1000 + (type.Bcd >> 8 & 15) * 100 + (type.Bcd >> 4 & 15) * 10 + (type.Bcd & 15);

    private void Write(int from, int count, long value)
    {
        for (int i = from + count - 1; i >= from; i--, value /= 10) digits[i] = (byte)('0' + value % 10);
    }
}
