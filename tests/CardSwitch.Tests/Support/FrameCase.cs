using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Support;

/// <summary>Bytes to be read in a format, whatever they are; printed so that a failure can be repeated by hand.</summary>
internal sealed class FrameCase(MessageFormat format, byte[] frame)
{
    public MessageFormat Format { get; } = format;

    public byte[] Frame { get; } = frame;

    public override string ToString() => $"{Format}, frame {Convert.ToHexString(Frame)}";
}
