namespace CardSwitch.Framing;

/// <summary>
/// Cuts messages out of a byte stream and wraps them for sending. <see cref="FrameFormat"/> is the implementation that
/// reads its rules from data; write a class only for what data cannot say, such as framing by a delimiter alone.
/// An implementation is stateless and shared by all links that use it.
/// </summary>
public interface IFraming
{
    /// <summary>
    /// Looks at the bytes received and not yet consumed. After any status but <see cref="FrameStatus.NeedMore"/>,
    /// <see cref="FrameStatus.Frame"/> and <see cref="FrameStatus.KeepAlive"/> the stream cannot be trusted any more and
    /// the link is to be closed.
    /// </summary>
    FrameStatus TryRead(ReadOnlySpan<byte> buffer, out FrameSlice frame);

    /// <summary>Bytes written before each message.</summary>
    int HeaderLength { get; }

    /// <summary>Bytes written behind each message.</summary>
    int TrailerLength { get; }

    /// <summary>The longest message read or written, in bytes, header and trailer not counted.</summary>
    int MaxMessageLength { get; }

    /// <summary>
    /// Fills the first <see cref="HeaderLength"/> bytes of <paramref name="header"/>. A message length of 0 makes a
    /// keep-alive. Throws <see cref="ArgumentOutOfRangeException"/> when the length is negative or above
    /// <see cref="MaxMessageLength"/>.
    /// </summary>
    void WriteHeader(Span<byte> header, int messageLength);

    /// <summary>Fills the first <see cref="TrailerLength"/> bytes of <paramref name="trailer"/>.</summary>
    void WriteTrailer(Span<byte> trailer);
}
