using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace CardSwitch.Framing;

/// <summary>
/// A framing told as data. On the wire:
/// <code>
///     lead | length | filler | prefix | message | trailer
/// </code>
/// The length counts the prefix (a TPDU) and the message; its own bytes if it is inclusive; the trailer if told so;
/// never the lead nor the filler. A length of zero is a keep-alive, of which only the bytes that are not counted are
/// sent; so is a frame that has everything but a message.
/// </summary>
public sealed partial class FrameFormat : IFraming, IEquatable<FrameFormat>
{
    /// <summary>The longest message where nothing else is said: 4 KiB.</summary>
    public const int DefaultMaxMessageLength = 4096;

    /// <summary>The largest maximum that can be set: 16 MiB, so that no sum of lengths overflows.</summary>
    public const int LargestMaxMessageLength = 16 * 1024 * 1024;

    private readonly byte[] headerTemplate;
    private readonly bool plainBigEndian2;
    private readonly int max;
    private readonly int lengthEnd;      // lead + length: from here on the frame's length is known
    private readonly int headerLength;   // lead + length + filler + prefix
    private readonly int counted;        // what the length counts besides the message
    private readonly int trailerLength;

    /// <summary>
    /// Throws <see cref="ArgumentOutOfRangeException"/> when <paramref name="maxMessageLength"/> is below 1, above what
    /// the length can tell, or above <see cref="LargestMaxMessageLength"/>. Without it the maximum is
    /// <see cref="DefaultMaxMessageLength"/>, or what the length can tell if that is less.
    /// </summary>
    /// <param name="length">The length: encoding, size, counting itself or not.</param>
    /// <param name="lead">Fixed bytes before the length, never counted.</param>
    /// <param name="filler">Fixed bytes right behind the length, never counted.</param>
    /// <param name="prefix">Fixed bytes right before the message, counted by the length.</param>
    /// <param name="trailer">Fixed bytes behind the message.</param>
    /// <param name="countsTrailer">The length counts the trailer too.</param>
    /// <param name="maxMessageLength">The longest message in bytes, or null for the default.</param>
    public FrameFormat(LengthHeader length, FixedBytes? lead = null, FixedBytes? filler = null,
        FixedBytes? prefix = null, FixedBytes? trailer = null, bool countsTrailer = false, int? maxMessageLength = null)
    {
        ArgumentNullException.ThrowIfNull(length);
        Length = length;
        Lead = lead ?? FixedBytes.None;
        Filler = filler ?? FixedBytes.None;
        Prefix = prefix ?? FixedBytes.None;
        Trailer = trailer ?? FixedBytes.None;
        CountsTrailer = countsTrailer && Trailer.Length > 0;

        lengthEnd = Lead.Length + length.Size;
        headerLength = lengthEnd + Filler.Length + Prefix.Length;
        trailerLength = Trailer.Length;
        counted = (length.CountsItself ? length.Size : 0) + Prefix.Length + (CountsTrailer ? trailerLength : 0);

        int largest = LargestMax(length, counted);
        ArgumentOutOfRangeException.ThrowIfLessThan(largest, 1, nameof(length));
        max = maxMessageLength ?? Math.Min(DefaultMaxMessageLength, largest);
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1, nameof(maxMessageLength));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, largest, nameof(maxMessageLength));

        headerTemplate = [.. Lead.Sent, .. new byte[length.Size], .. Filler.Sent, .. Prefix.Sent];
        plainBigEndian2 = length == Plain && headerLength == 2 && trailerLength == 0;
    }

    public LengthHeader Length { get; }

    public FixedBytes Lead { get; }

    public FixedBytes Filler { get; }

    public FixedBytes Prefix { get; }

    public FixedBytes Trailer { get; }

    public bool CountsTrailer { get; }

    public int HeaderLength => headerLength;

    public int TrailerLength => trailerLength;

    public int MaxMessageLength => max;

    /// <summary>Bytes of the frame around a message of <paramref name="messageLength"/> bytes.</summary>
    public int FrameLength(int messageLength) => headerLength + messageLength + trailerLength;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public FrameStatus TryRead(ReadOnlySpan<byte> buffer, out FrameSlice frame)
    {
        if (plainBigEndian2 && buffer.Length > 2)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(buffer);
            // Length zero wraps round and goes the general way together with lengths that are too long.
            if ((uint)(length - 1) < (uint)max)
            {
                if (length <= buffer.Length - 2)
                {
                    frame = new FrameSlice(2, length, length + 2);
                    return FrameStatus.Frame;
                }
                frame = FrameSlice.Incomplete(length + 2);
                return FrameStatus.NeedMore;
            }
        }
        return ReadGeneral(buffer, out frame);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private FrameStatus ReadGeneral(ReadOnlySpan<byte> buffer, out FrameSlice frame)
    {
        frame = default;
        if (buffer.Length < lengthEnd)
            return FrameStatus.NeedMore;

        long value = Length.Read(buffer[Lead.Length..]);
        if (value < 0)
            return FrameStatus.BadLength;
        // Before anything else is looked at: no length, however hostile, makes us wait for or keep more than the maximum.
        if (value - counted > max)
            return FrameStatus.TooLong;
        bool bare = value == 0; // a keep-alive without the counted bytes
        if (!bare && value < counted)
            return FrameStatus.BadLength;

        int messageLength = bare ? 0 : (int)(value - counted);
        int headerLength = bare ? lengthEnd + Filler.Length : this.headerLength;
        int trailerLength = bare && CountsTrailer ? 0 : this.trailerLength;
        int total = headerLength + messageLength + trailerLength;

        if (!Lead.Accepts(buffer[..Lead.Length]))
            return FrameStatus.BadPrefix;
        // The fixed bytes are judged as soon as they are there, not only when the whole frame is.
        if (buffer.Length >= headerLength && !AcceptsFixed(buffer[lengthEnd..headerLength], bare))
            return FrameStatus.BadPrefix;
        if (buffer.Length < total)
        {
            frame = FrameSlice.Incomplete(total);
            return FrameStatus.NeedMore;
        }
        if (trailerLength > 0 && !Trailer.Accepts(buffer[(total - trailerLength)..total]))
            return FrameStatus.BadTrailer;

        frame = new FrameSlice(headerLength, messageLength, total);
        return messageLength == 0 ? FrameStatus.KeepAlive : FrameStatus.Frame;
    }

    private bool AcceptsFixed(ReadOnlySpan<byte> behindLength, bool bare) =>
        Filler.Accepts(behindLength[..Filler.Length]) && (bare || Prefix.Accepts(behindLength[Filler.Length..]));

    public void WriteHeader(Span<byte> header, int messageLength)
    {
        if ((uint)messageLength > (uint)max)
            ThrowMessageLength(messageLength);
        if (plainBigEndian2)
        {
            BinaryPrimitives.WriteUInt16BigEndian(header, (ushort)messageLength);
            return;
        }
        headerTemplate.CopyTo(header);
        // A keep-alive is told by zero where the length counts nothing but itself, which is what polling hosts look for.
        // Where counted bytes are always sent with the header, the length must cover them.
        int countedBytes = Prefix.Length + (CountsTrailer ? trailerLength : 0);
        long value = messageLength == 0 && countedBytes == 0 ? 0 : messageLength + counted;
        Length.Write(header[Lead.Length..], value);
    }

    public void WriteTrailer(Span<byte> trailer)
    {
        if (trailerLength > 0)
            Trailer.Sent.CopyTo(trailer);
    }

    /// <summary>
    /// Writes header, message and trailer and returns their bytes (<see cref="FrameLength"/>). An empty message makes a
    /// keep-alive. Throws when the message is above the maximum or the destination is too short.
    /// </summary>
    public int Write(Span<byte> destination, ReadOnlySpan<byte> message)
    {
        WriteHeader(destination, message.Length);
        message.CopyTo(destination[headerLength..]);
        WriteTrailer(destination[(headerLength + message.Length)..]);
        return FrameLength(message.Length);
    }

    /// <summary>The longest message that the length can tell, within <see cref="LargestMaxMessageLength"/>; below 1 if none.</summary>
    private static int LargestMax(LengthHeader length, int counted) =>
        (int)Math.Min(LargestMaxMessageLength, length.MaxValue - counted);

    public bool Equals(FrameFormat? other) => other is not null && Length == other.Length && Lead.Equals(other.Lead)
        && Filler.Equals(other.Filler) && Prefix.Equals(other.Prefix) && Trailer.Equals(other.Trailer)
        && CountsTrailer == other.CountsTrailer && max == other.max;

    public override bool Equals(object? obj) => Equals(obj as FrameFormat);

    public override int GetHashCode() => HashCode.Combine(Length, Lead, Filler, Prefix, Trailer, CountsTrailer, max);

    [DoesNotReturn]
    private void ThrowMessageLength(int messageLength) => throw new ArgumentOutOfRangeException(
        nameof(messageLength), $"A message of {messageLength} bytes does not fit a frame of at most {max}.");
}
