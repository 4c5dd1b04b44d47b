namespace CardSwitch.Iso8583;

/// <summary>The header of a format's messages: what stands before the message type. Immutable.</summary>
public sealed class HeaderSpec
{
    /// <summary>The longest header, a bound for what a spec file may ask for.</summary>
    public const int MaxLength = 64;

    private const int BaseILength = 22;
    private const int BaseIRejectLength = 26;

    private readonly byte[] written;

    private HeaderSpec(HeaderKind kind, byte[] written)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(written.Length, MaxLength, nameof(written));
        Kind = kind;
        this.written = written;
    }

    /// <summary>There is no header.</summary>
    public static HeaderSpec None { get; } = new(HeaderKind.None, []);

    /// <summary>So many bytes of any value; a writer puts these.</summary>
    public static HeaderSpec Any(ReadOnlySpan<byte> written) => new(HeaderKind.Any, written.ToArray());

    /// <summary>These bytes in every message.</summary>
    public static HeaderSpec Exact(ReadOnlySpan<byte> bytes) => new(HeaderKind.Exact, bytes.ToArray());

    /// <summary>A TPDU: identifier 60 and the two addresses, as a writer puts them; any are read.</summary>
    public static HeaderSpec Tpdu(ushort destination, ushort source) => new(
        HeaderKind.Tpdu,
        [0x60, (byte)(destination >> 8), (byte)destination, (byte)(source >> 8), (byte)source]);

    /// <summary>
    /// A Visa BASE I header of 22 bytes as a writer puts it: destination and source stations of six digits, all flags
    /// zero. The total length is that of header and message.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A station has more than six digits or is negative.</exception>
    public static HeaderSpec BaseI(int destination, int source)
    {
        byte[] header = new byte[BaseILength];
        header[0] = BaseILength;
        header[1] = 0x01;
        header[2] = 0x02;
        WriteStation(header.AsSpan(5, 3), destination);
        WriteStation(header.AsSpan(8, 3), source);
        return new HeaderSpec(HeaderKind.BaseI, header);
    }

    /// <summary>What kind of header it is.</summary>
    public HeaderKind Kind { get; }

    /// <summary>Bytes that a writer puts; of every kind but BASE I also the bytes that a reader takes.</summary>
    public int Length => written.Length;

    /// <summary>What a writer puts; the total length of a BASE I header is still zero.</summary>
    public ReadOnlySpan<byte> Written => written;

    /// <summary>Whether every message has a header of the same length.</summary>
    internal bool IsFixed => Kind != HeaderKind.BaseI;

    /// <summary>The bytes of the header at the front of a frame, or -1 when there is no sound one.</summary>
    internal int Measure(ReadOnlySpan<byte> frame)
    {
        if (Kind == HeaderKind.BaseI) return MeasureBaseI(frame);
        bool sound = frame.Length >= written.Length
            && (Kind != HeaderKind.Exact || frame.StartsWith(written))
            && (Kind != HeaderKind.Tpdu || frame[0] == written[0]);
        return sound ? written.Length : -1;
    }

    // A reject header, which is as the other with a bitmap and a reject code of two bytes each behind it, then the header of
    // the message that comes back with it.
    private static int MeasureBaseI(ReadOnlySpan<byte> frame)
    {
        int length = 0;
        if (frame.Length > BaseIRejectLength && frame[0] == BaseIRejectLength) length = BaseIRejectLength;
        return frame.Length >= length + BaseILength && frame[length] == BaseILength ? length + BaseILength : -1;
    }

    /// <summary>Writes the header of a new message; returns its length.</summary>
    internal int Write(Span<byte> destination, int messageLength)
    {
        written.CopyTo(destination);
        if (Kind == HeaderKind.BaseI) SetTotal(destination, written.Length + messageLength);
        return written.Length;
    }

    /// <summary>Sets the total length that a header of a message written may have to tell.</summary>
    internal void Finish(Span<byte> message, int header)
    {
        if (Kind == HeaderKind.BaseI) SetTotal(message[(header - BaseILength)..], message.Length - header + BaseILength);
    }

    /// <summary>
    /// Writes the header of an answer to a message with this header: addresses of a TPDU or of BASE I exchanged, anything
    /// else as it came; of a rejected message the reject header is left out. Returns the length.
    /// </summary>
    /// <param name="header">The header of the request, as it was read.</param>
    /// <param name="messageLength">The bytes of the answer without its header.</param>
    /// <param name="destination">At least as long as the header.</param>
    internal int Answer(ReadOnlySpan<byte> header, int messageLength, Span<byte> destination)
    {
        if (Kind == HeaderKind.BaseI && header.Length > BaseILength) header = header[^BaseILength..];
        header.CopyTo(destination);
        switch (Kind)
        {
            case HeaderKind.Tpdu:
                header[1..3].CopyTo(destination[3..]);
                header[3..5].CopyTo(destination[1..]);
                break;
            case HeaderKind.BaseI:
                header[5..8].CopyTo(destination[8..]);
                header[8..11].CopyTo(destination[5..]);
                SetTotal(destination, header.Length + messageLength);
                break;
        }
        return header.Length;
    }

    /// <summary>The reject code of a BASE I reject header, four digits; null when the header is none.</summary>
    internal string? RejectCodeOf(ReadOnlySpan<byte> header) =>
        Kind == HeaderKind.BaseI && header.Length > BaseILength
            ? Convert.ToHexString(header.Slice(BaseIRejectLength - 2, 2))
            : null;

    private static void SetTotal(Span<byte> header, int total)
    {
        header[3] = (byte)(total >> 8);
        header[4] = (byte)total;
    }

    private static void WriteStation(Span<byte> packed, int station)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(station);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(station, 999_999);
        DigitValue.WriteBcd(packed, station);
    }

    /// <summary>As spec files write it: <c>none</c>, <c>any 6000010000</c>, <c>exact 49534F</c>, <c>tpdu 0001 0000</c> ...</summary>
    public override string ToString() => Kind switch
    {
        HeaderKind.None => "none",
        HeaderKind.Any => "any " + Convert.ToHexString(written),
        HeaderKind.Exact => "exact " + Convert.ToHexString(written),
        HeaderKind.Tpdu => $"tpdu {Convert.ToHexString(written, 1, 2)} {Convert.ToHexString(written, 3, 2)}",
        _ => $"base-i {Convert.ToHexString(written, 5, 3)} {Convert.ToHexString(written, 8, 3)}",
    };
}
