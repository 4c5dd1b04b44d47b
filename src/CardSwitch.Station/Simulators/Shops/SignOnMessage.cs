using System.Buffers;
using CardSwitch.Iso8583;

namespace CardSwitch.Station.Simulators.Shops;

/// <summary>The 0800 with which a terminal begins a connection (DE 70 = 001).</summary>
internal static class SignOnMessage
{
    internal static byte[] Write(MessageFormat format, int stan, long transmission)
    {
        var message = new ArrayBufferWriter<byte>(128);
        var writer = new MessageWriter(format, message);
        writer.Begin(MessageType.Of(800));
        writer.SetDigits(Field.TransmissionDateTime, transmission);
        writer.SetDigits(Field.Stan, stan);
        writer.SetText(Field.NetworkManagementCode, "001");
        WriteStatus status = writer.End(out _);
        return status.IsOk
            ? message.WrittenSpan.ToArray()
            : throw new InvalidOperationException($"A sign-on in {format}: {status.Describe(format)}.");
    }
}
