using CardSwitch.Iso8583;

namespace CardSwitch.Station.Decoding;

/// <summary>
/// Parses messages one after the other and hands them to a printer; if there is a writer of faults, checks them beyond what
/// a parser sees and writes a line for each fault.
/// </summary>
internal sealed class MessageDecoder(MessageFormat format, IMessagePrinter printer, TextWriter? faults = null)
{
    private readonly MessageParser parser = new(format);
    private readonly FieldIndex index = new();

    /// <summary>How many messages could not be read, or were found faulty.</summary>
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
            if (faults is not null) Check(message.Origin, view, faults);
            return;
        }
        Bad++;
        printer.PrintBad(message.Origin, view, status);
    }

    private void Check(string origin, MessageView message, TextWriter faults)
    {
        IReadOnlyList<MessageFault> found = message.Check();
        if (found.Count > 0) Bad++;
        foreach (MessageFault fault in found) faults.WriteLine($"{origin}: {fault}");
    }
}
