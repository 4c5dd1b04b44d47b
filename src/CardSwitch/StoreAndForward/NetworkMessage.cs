using System.Buffers;
using CardSwitch.Iso8583;

namespace CardSwitch.StoreAndForward;

/// <summary>
/// Network management messages: 0800 and its repeat 0801, with DE 7, 11 and 70, and 15 and 33 where they are known. The
/// editions of 1993 and 2003 say by the function code (DE 24) what that of 1987 says by DE 70.
/// </summary>
internal sealed class NetworkMessage
{
    internal const int SignOn = 001;
    internal const int SignOff = 002;
    internal const int KeyChange = 101;
    internal const int NewKey = 161;
    internal const int CutOver = 201;
    internal const int Echo = 301;

    // ISO 8583:1993, function codes: 801 and 802 system condition, 811 key change, 821 cut-over, 831 echo test.
    private static readonly (int Code, int Function)[] Functions =
        [(SignOn, 801), (SignOff, 802), (KeyChange, 811), (NewKey, 811), (CutOver, 821), (Echo, 831)];

    private readonly ArrayBufferWriter<byte> buffer = new(256);
    private MessageWriter? writer;

    /// <summary>Writes one message; false when it does not fit, or when the format or the edition has no such code.</summary>
    /// <param name="format">The link's format.</param>
    /// <param name="type">0800 or 0801; a later edition's digit in front.</param>
    /// <param name="code">What is asked, as a code of DE 70 whatever the edition.</param>
    /// <param name="stan">DE 11.</param>
    /// <param name="transmission">DE 7, MMDDhhmmss as a number.</param>
    /// <param name="day">The business day for DE 15, as yyyymmdd; 0 leaves the field out.</param>
    /// <param name="institution">DE 33; 0 leaves the field out.</param>
    /// <param name="destination">Takes header and message.</param>
    /// <param name="written">The length of both.</param>
    internal bool TryWrite(
        MessageFormat format, MessageType type, int code, int stan, long transmission, int day, long institution,
        Span<byte> destination, out int written)
    {
        written = 0;
        if (!ReferenceEquals(writer?.Format, format)) writer = new MessageWriter(format, buffer);
        bool isLater = Edition.HasFunctionCodes(type);
        if (isLater && !TryFunctionOf(code, out code)) return false;
        buffer.ResetWrittenCount();
        writer.Begin(type);
        writer.SetDigits(Field.TransmissionDateTime, transmission);
        writer.SetDigits(Field.Stan, stan);
        if (day > 0) writer.SetDigits(Field.SettlementDate, Edition.DayOf(format, day));
        if (isLater) writer.SetDigits(Field.NetworkId, code);
        if (institution > 0) writer.SetDigits(Field.ForwarderId, institution);
        if (!isLater) writer.SetDigits(Field.NetworkManagementCode, code);
        if (!writer.End(out int length).IsOk || !buffer.WrittenSpan.TryCopyTo(destination)) return false;
        written = length;
        return true;
    }

    /// <summary>What a network management message asks, as a code of DE 70; false when it does not say.</summary>
    internal static bool TryReadCode(MessageView message, out int code)
    {
        if (!Edition.HasFunctionCodes(message.Type)) return message.TryGetInt32(Field.NetworkManagementCode, out code);
        if (message.TryGetInt32(Field.NetworkId, out int function))
        {
            foreach ((int known, int itsFunction) in Functions)
            {
                if (itsFunction != function) continue;
                code = known;
                return true;
            }
        }
        code = 0;
        return false;
    }

    private static bool TryFunctionOf(int code, out int function)
    {
        foreach ((int known, int itsFunction) in Functions)
        {
            if (known != code) continue;
            function = itsFunction;
            return true;
        }
        function = 0;
        return false;
    }
}
