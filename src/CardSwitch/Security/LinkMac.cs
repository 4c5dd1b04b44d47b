using CardSwitch.Iso8583;

namespace CardSwitch.Security;

/// <summary>
/// Checks and takes off the MACs of frames that come over the links of one listener or issuer, and puts them on what
/// leaves: behind it no message has any. Without keys it only takes off what others put on. Used under the station's lock,
/// its buffers again and again.
/// </summary>
internal sealed class LinkMac
{
    /// <summary>DE 64 is at most so many bytes (validated), twice that in hexadecimal.</summary>
    private const int MostBytes = 8;

    private readonly MessageFormat format;
    private readonly MacRemover remover;
    private readonly LinkKeys? keys;
    private readonly MacCover? cover;
    private readonly int length;
    private byte[] opened = [];
    private byte[] removed = [];
    private byte[] replaced = [];

    internal LinkMac(MessageFormat format, ICryptoProvider? crypto = null, LinkMacOptions? options = null)
    {
        this.format = format;
        remover = new MacRemover(format);
        if (options is null) return;
        keys = new LinkKeys(crypto!, options);
        length = options.Length;
        MaxFailures = options.MaxFailures;
        if (options.Fields.Count > 0) cover = new MacCover(format, options.Fields);
        Room = Math.Max(format.Layouts[Field.Mac].FixedBytes, format.Layouts[Field.Mac2].FixedBytes);
    }

    /// <summary>Whether the links have MACs.</summary>
    internal bool IsOn => keys is not null;

    /// <summary>The keys; null where the links have no MACs.</summary>
    internal LinkKeys? Keys => keys;

    /// <summary>Bytes by which a message may grow on its way out.</summary>
    internal int Room { get; }

    internal int MaxFailures { get; }

    /// <summary>
    /// Checks a frame at a time of the station's clock, and gives it without its MAC: the frame itself, or a copy that is good
    /// until the next call.
    /// </summary>
    internal MacVerdict Open(ReadOnlySpan<byte> frame, long nowNs, out ReadOnlySpan<byte> plain)
    {
        plain = frame;
        bool sound = MacHead.TryRead(format, frame, out MacHead head);
        if (keys is null)
        {
            // What cannot be read is refused by the core.
            if (sound && (head.HasMac || head.HasOther)) TryRemove(frame, ref removed, out plain);
            return MacVerdict.Good;
        }
        if (!sound || !head.HasMac) return MacVerdict.Missing;
        FieldLayout layout = format.Layouts[head.Field];
        int end = frame.Length - layout.FixedBytes;
        if (end < head.BodyAt) return MacVerdict.Missing;
        MacVerdict verdict = Check(keys, frame, in head, end, in layout, nowNs);
        if (verdict != MacVerdict.Good) return verdict;

        Span<byte> copy = RoomIn(ref opened, end)[..end];
        frame[..end].CopyTo(copy);
        head.Mark(format, copy, hasMac: false);
        if (!format.HasPlainHead) format.Header.Finish(copy, head.TypeAt);
        plain = copy;
        return !head.HasOther || TryRemove(copy, ref removed, out plain) ? MacVerdict.Good : MacVerdict.Missing;
    }

    /// <summary>
    /// Puts the MAC on a message that is about to leave, in place; the room behind it is at least <see cref="Room"/>. False
    /// when the provider gives none: then nothing may leave.
    /// </summary>
    internal bool TryClose(Span<byte> room, ref int messageLength)
    {
        if (keys is null) return true;
        if (!MacHead.TryRead(format, room[..messageLength], out MacHead head)) return false;
        if (head.HasMac || head.HasOther)
        {
            if (!TryRemove(room[..messageLength], ref replaced, out ReadOnlySpan<byte> plain)) return false;
            plain.CopyTo(room);
            messageLength = plain.Length;
            MacHead.TryRead(format, room[..messageLength], out head);
        }
        FieldLayout layout = format.Layouts[head.Field];
        int end = messageLength;
        if (room.Length < end + layout.FixedBytes) return false;
        messageLength = end + layout.FixedBytes;
        head.Mark(format, room, hasMac: true);
        if (!format.HasPlainHead) format.Header.Finish(room[..messageLength], head.TypeAt);

        Span<byte> mac = stackalloc byte[MostBytes];
        mac = mac[..layout.MaxUnits];
        mac.Clear();
        // A list of covered fields is found by a parser, for which the field must be there.
        ValueCodec.TryEncode(layout.Shape, mac, room[end..messageLength]);
        return TryCover(room[..messageLength], in head, end, out ReadOnlySpan<byte> data)
            && keys.Generate(data, mac[..length]) == CryptoStatus.Ok
            && ValueCodec.TryEncode(layout.Shape, mac, room[end..messageLength]);
    }

    private MacVerdict Check(
        LinkKeys ring, ReadOnlySpan<byte> frame, in MacHead head, int end, in FieldLayout layout, long nowNs)
    {
        Span<byte> mac = stackalloc byte[MostBytes];
        mac = mac[..layout.MaxUnits];
        if (!ValueCodec.TryDecode(layout.Shape, frame[end..], layout.MaxUnits, mac)
            || mac[length..].ContainsAnyExcept((byte)0)
            || !TryCover(frame, in head, end, out ReadOnlySpan<byte> data))
        {
            return MacVerdict.Wrong;
        }
        return ring.Verify(data, mac[..length], nowNs) switch
        {
            CryptoStatus.Ok => MacVerdict.Good,
            CryptoStatus.Invalid => MacVerdict.Wrong,
            _ => MacVerdict.Unavailable,
        };
    }

    private bool TryCover(ReadOnlySpan<byte> frame, in MacHead head, int end, out ReadOnlySpan<byte> data)
    {
        data = frame[head.TypeAt..end];
        return cover is null || cover.TryGather(frame, out data);
    }

    private bool TryRemove(ReadOnlySpan<byte> frame, ref byte[] buffer, out ReadOnlySpan<byte> plain)
    {
        Span<byte> into = RoomIn(ref buffer, frame.Length);
        bool done = remover.TryRemove(frame, into, out int written);
        plain = done ? into[..written] : frame;
        return done;
    }

    // A bitmap may go with the field, and the patch writes whole vectors.
    private static Span<byte> RoomIn(ref byte[] buffer, int frameLength)
    {
        int most = frameLength + 64;
        if (buffer.Length < most) buffer = new byte[Math.Max(most, 1024)];
        return buffer;
    }
}
