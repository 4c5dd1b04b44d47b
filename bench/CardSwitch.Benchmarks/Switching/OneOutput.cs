using CardSwitch.Links;
using CardSwitch.Switching;

namespace CardSwitch.Benchmarks.Switching;

/// <summary>An output that keeps the last message sent, in the place of sockets.</summary>
internal sealed class OneOutput : ISwitchOutput
{
    private readonly byte[] room = new byte[8192];

    internal int Length { get; private set; }

    internal ReadOnlySpan<byte> Last => room.AsSpan(0, Length);

    bool ISwitchOutput.TryReserve(LinkId link, int length, out Span<byte> message)
    {
        message = room.AsSpan(0, length);
        return true;
    }

    void ISwitchOutput.Send(LinkId link, int length, long after) => Length = length;

    void ISwitchOutput.Tell(in Notice notice)
    {
    }

    void ISwitchOutput.Close(LinkId link) => throw new InvalidOperationException("The benchmark's messages are sound.");
}
