using CardSwitch.Iso8583;

namespace CardSwitch.Station.Decoding;

/// <summary>Parses messages one after the other and hands them to a printer.</summary>
internal sealed class MessageDecoder(MessageFormat format, IMessagePrinter printer)
{
    private readonly MessageParser parser = new(format);
    private readonly FieldIndex index = new();

    /// <summary>How many messages could not be read.</summary>
    internal int Bad { get; private set; }

    internal void Decode(EncodedMessage message)
    {
        if (message.WrongCharacter != 0)
        {
            Bad++;
            printer.PrintNotHex(message.Origin, message.WrongCharacter, message.Bytes.Length);
            return;
        }
        ReadOnlySpan<byte> bytes = message.Bytes.Span;
        ParseStatus status = parser.Parse(bytes, index);
        var view = new MessageView(bytes, index);
        if (status.IsOk)
        {
            printer.Print(message.Origin, view);
            return;
        }
        Bad++;
        printer.PrintBad(message.Origin, view, status);
    }
}
