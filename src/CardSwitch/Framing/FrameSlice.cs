namespace CardSwitch.Framing;

/// <summary>Where a message lies in the received bytes. All numbers are bytes from the start of the buffer.</summary>
public readonly struct FrameSlice
{
    internal FrameSlice(int offset, int length, int consumed)
    {
        Offset = offset;
        Length = length;
        Consumed = consumed;
    }

    private FrameSlice(int needed) => Needed = needed;

    /// <summary>Where the message begins.</summary>
    public int Offset { get; }

    /// <summary>Bytes of the message; 0 for a keep-alive.</summary>
    public int Length { get; }

    /// <summary>Bytes of the whole frame, to be dropped from the buffer. 0 unless a frame or a keep-alive was read.</summary>
    public int Consumed { get; }

    /// <summary>With <see cref="FrameStatus.NeedMore"/>: bytes of the whole frame once its length is known, else 0.</summary>
    public int Needed { get; }

    /// <summary>For <see cref="IFraming"/> implementations: a frame, or a keep-alive when the length is 0.</summary>
    public static FrameSlice Whole(int offset, int length, int consumed) => new(offset, length, consumed);

    /// <summary>For <see cref="IFraming"/> implementations: incomplete; <paramref name="needed"/> is 0 when unknown.</summary>
    public static FrameSlice Incomplete(int needed) => new(needed);
}
