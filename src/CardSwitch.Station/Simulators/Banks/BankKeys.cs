using System.Buffers.Binary;
using System.Globalization;
using CardSwitch.Iso8583;

namespace CardSwitch.Station.Simulators.Banks;

/// <summary>
/// Which transaction a message is about, as one number: DE 7, 11, 32, 33, 37 and 41 of a request or advice. A reversal names
/// the first four of its original in DE 90, and has the others in common with it.
/// </summary>
internal static class BankKeys
{
    private const int OriginalLength = 42;

    internal static ulong Of(MessageView message)
    {
        message.TryGetInt64(Field.Stan, out long stan);
        message.TryGetInt64(Field.TransmissionDateTime, out long transmission);
        message.TryGetInt64(Field.AcquirerId, out long acquirer);
        message.TryGetInt64(Field.ForwarderId, out long forwarder);
        return Of(message, stan, transmission, acquirer, forwarder);
    }

    /// <summary>The key of the original that a reversal names. False when its DE 90 is absent, not 42 digits, or has no DE 11.</summary>
    internal static bool TryOriginal(MessageView reversal, out ulong key)
    {
        key = 0;
        Span<byte> digits = stackalloc byte[OriginalLength];
        if (!reversal.TryCopy(Field.OriginalDataElements, digits, out int length) || length != OriginalLength
            || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }
        // The type n 4, DE 11 n 6, DE 7 n 10, DE 32 n 11, DE 33 n 11.
        long stan = Number(digits[4..10]), acquirer = Number(digits[20..31]);
        if (acquirer == 0) reversal.TryGetInt64(Field.AcquirerId, out acquirer);
        key = Of(reversal, stan, Number(digits[10..20]), acquirer, Number(digits[31..]));
        return stan != 0;
    }

    private static ulong Of(MessageView message, long stan, long transmission, long acquirer, long forwarder)
    {
        ulong key = Chance.Of((ulong)stan, (ulong)transmission);
        key = Chance.Of(key, (ulong)acquirer);
        key = Chance.Of(key, (ulong)forwarder);
        key = WithBytes(key, message[Field.Rrn]);
        key = WithBytes(key, message[Field.TerminalId]);
        return key == 0 ? 1 : key;
    }

    private static ulong WithBytes(ulong key, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= 8; bytes = bytes[8..]) key = Chance.Of(key, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        ulong rest = 0;
        foreach (byte value in bytes) rest = rest << 8 | value;
        return Chance.Of(key, rest);
    }

    private static long Number(ReadOnlySpan<byte> digits) => long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
