using System.Buffers.Binary;
using System.Globalization;

namespace CardSwitch.Iso8583;

/// <summary>
/// Message type identifier (MTI): four digits, held as packed BCD. Any four digits are a message type; whether a
/// dialect knows it is the dialect's to say.
/// </summary>
public readonly struct MessageType : IEquatable<MessageType>
{
    private MessageType(int bcd) => Bcd = (ushort)bcd;

    /// <summary>The four digits, one a nibble: 0x0200 for "0200".</summary>
    public ushort Bcd { get; }

    public MessageVersion Version => (MessageVersion)(Bcd >> 12);

    public MessageClass Class => (MessageClass)((Bcd >> 8) & 0xF);

    public MessageFunction Function => (MessageFunction)((Bcd >> 4) & 0xF);

    public MessageOrigin Origin => (MessageOrigin)(Bcd & 0xF);

    /// <summary>A request or an advice (function 0 or 2): the receiver has to answer it.</summary>
    public bool IsRequest => (Bcd & 0x00D0) == 0;

    /// <summary>An answer of any kind: an odd function, or 8, which dialects use as an acknowledgement.</summary>
    public bool IsResponse => (Bcd & 0x0010) != 0 || (Bcd & 0x00F0) == 0x0080;

    /// <summary>
    /// <see cref="ToResponse"/> may be called: a request or an advice, or a notification or an instruction of the 2003
    /// edition, which may be acknowledged.
    /// </summary>
    public bool HasResponse => IsRequest || (Bcd & 0xF090) == 0x2000;

    /// <summary>
    /// The origin digit is a repeat's (1, 3, 5). True of 0431 as well, which some hosts send in answer to 0421.
    /// </summary>
    public bool IsRepeat => (0b101010 >> (Bcd & 0xF) & 1) != 0;

    public static bool operator ==(MessageType left, MessageType right) => left.Bcd == right.Bcd;

    public static bool operator !=(MessageType left, MessageType right) => left.Bcd != right.Bcd;

    /// <summary>Reads exactly four ASCII digits.</summary>
    public static bool TryParse(ReadOnlySpan<byte> ascii4, out MessageType type)
    {
        type = default;
        if (ascii4.Length != 4)
            return false;

        // Digits become 0..9; a byte that was no digit keeps or gains a bit in its high nibble. A carry out of a byte
        // needs that byte above 0xF9, which fails by itself.
        uint digits = BinaryPrimitives.ReadUInt32BigEndian(ascii4) ^ 0x30303030;
        if (((digits | (digits + 0x06060606)) & 0xF0F0F0F0) != 0)
            return false;

        digits |= digits >> 4;
        type = new MessageType((int)(((digits >> 8) & 0xFF00) | (digits & 0x00FF)));
        return true;
    }

    /// <summary>Reads exactly two bytes of packed BCD.</summary>
    public static bool TryFromBcd(ReadOnlySpan<byte> bcd2, out MessageType type)
    {
        type = default;
        if (bcd2.Length != 2)
            return false;

        int bcd = BinaryPrimitives.ReadUInt16BigEndian(bcd2);
        if (((bcd >> 3) & ((bcd >> 2) | (bcd >> 1)) & 0x1111) != 0)
            return false;

        type = new MessageType(bcd);
        return true;
    }

    /// <summary>The message type of a literal: <c>Of(0200)</c>, which C# reads as decimal 200.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not within 0 to 9999.</exception>
    public static MessageType Of(int fourDigits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fourDigits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fourDigits, 9999);
        return new MessageType(
            ((fourDigits / 1000) << 12) |
            ((fourDigits / 100 % 10) << 8) |
            ((fourDigits / 10 % 10) << 4) |
            (fourDigits % 10));
    }

    /// <summary>The answer to this message: the next function, never a repeat (0421 -> 0430).</summary>
    /// <exception cref="InvalidOperationException"><see cref="HasResponse"/> is false.</exception>
    public MessageType ToResponse()
    {
        if (!HasResponse)
            ThrowHasNoResponse();

        return new MessageType(WithoutRepeat().Bcd + 0x0010);
    }

    /// <summary>
    /// The repeat form of a request or an advice (0420 -> 0421). Any other message, and one whose origin is reserved,
    /// is repeated as it is.
    /// </summary>
    public MessageType ToRepeat() => IsRequest && (Bcd & 0xF) < 6 ? new MessageType(Bcd | 1) : this;

    /// <summary>The form of the first attempt (0421 -> 0420).</summary>
    public MessageType WithoutRepeat() => IsRepeat ? new MessageType(Bcd & ~1) : this;

    /// <summary>Writes four ASCII digits at the start of <paramref name="destination"/>.</summary>
    public void WriteAscii(Span<byte> destination)
    {
        uint digits = ((uint)Bcd | ((uint)Bcd << 8)) & 0x00FF00FF;
        digits = (digits | (digits << 4)) & 0x0F0F0F0F;
        BinaryPrimitives.WriteUInt32BigEndian(destination, digits | 0x30303030);
    }

    /// <summary>Writes two bytes of packed BCD at the start of <paramref name="destination"/>.</summary>
    public void WriteBcd(Span<byte> destination) => BinaryPrimitives.WriteUInt16BigEndian(destination, Bcd);

    public bool Equals(MessageType other) => Bcd == other.Bcd;

    public override bool Equals(object? obj) => obj is MessageType other && Equals(other);

    public override int GetHashCode() => Bcd;

    public override string ToString() => Bcd.ToString("X4", CultureInfo.InvariantCulture);

    private static void ThrowHasNoResponse() =>
        throw new InvalidOperationException("Only a message that opens a dialogue has a response.");
}
