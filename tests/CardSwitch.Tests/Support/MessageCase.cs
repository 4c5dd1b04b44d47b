using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Support;

/// <summary>A message of a format, and its frame; printed so that a failure can be repeated by hand.</summary>
internal sealed class MessageCase(MessageFormat format, SlowMessage message)
{
    public MessageFormat Format { get; } = format;

    public SlowMessage Message { get; } = message;

    public byte[] Frame { get; } = SlowWriter.Write(format, message);

    /// <summary>The message without each of its fields in turn.</summary>
    public IEnumerable<MessageCase> Smaller() =>
        Message.Values.Keys.Select(field => new MessageCase(Format, Message.Without(field)));

    public override string ToString() => $"{Format}, frame {Convert.ToHexString(Frame)}, message {Message}";
}
