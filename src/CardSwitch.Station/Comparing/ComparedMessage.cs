using CardSwitch.Iso8583;
using CardSwitch.Station.Commands;
using CardSwitch.Station.Decoding;

namespace CardSwitch.Station.Comparing;

/// <summary>A message taken apart: header, type, fields and the elements within them.</summary>
internal sealed record ComparedMessage(byte[] Header, string Type, SortedDictionary<int, ElementNode> Fields)
{
    /// <exception cref="UsageException">The bytes are no message of the format.</exception>
    internal static ComparedMessage Of(EncodedMessage message, MessageFormat format, bool unmasked)
    {
        if (message.WrongCharacter != 0)
        {
            throw new UsageException($"{message.Origin}: character {message.WrongCharacter} is not hexadecimal or has no second digit");
        }
        var index = new FieldIndex();
        ReadOnlySpan<byte> bytes = message.Bytes.Span;
        ParseStatus status = new MessageParser(format).Parse(bytes, index);
        if (!status.IsOk) throw new UsageException($"{message.Origin}: {status.Describe(format)}");
        var view = new MessageView(bytes, index);
        var fields = new SortedDictionary<int, ElementNode>();
        foreach (int field in FieldNumbers.Of(view)) fields[field] = ElementNode.Of(view, field, unmasked);
        return new ComparedMessage(view.Header.ToArray(), view.Type.ToString(), fields);
    }
}
