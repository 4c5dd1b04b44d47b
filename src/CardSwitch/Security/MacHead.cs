using CardSwitch.Iso8583;

namespace CardSwitch.Security;

/// <summary>
/// As much of a frame as decides where its MAC stands: in DE 64, or in DE 128 where there is a secondary bitmap, and so at
/// the very end in either case (ISO 8583-1:2003, 7).
/// </summary>
internal struct MacHead
{
    private const ulong MacBit = 1UL << 63;

    private ulong primary;
    private ulong secondary;
    private int bitmapsAt;

    /// <summary>The offset of the message type: a header before it is not covered.</summary>
    internal int TypeAt { get; private set; }

    /// <summary>The offset of the first field.</summary>
    internal int BodyAt { get; private set; }

    internal readonly bool HasSecondary => (primary & 1) != 0;

    /// <summary>The field that is this frame's MAC.</summary>
    internal readonly int Field => HasSecondary ? Iso8583.Field.Mac2 : Iso8583.Field.Mac;

    internal readonly bool HasMac => ((HasSecondary ? secondary : primary) & MacBit) != 0;

    /// <summary>Whether there is a DE 64 that is not the MAC, because the secondary bitmap says so.</summary>
    internal readonly bool HasOther => HasSecondary && (primary & MacBit) != 0;

    /// <summary>False where header or bitmaps are not sound.</summary>
    internal static bool TryRead(MessageFormat format, ReadOnlySpan<byte> frame, out MacHead head)
    {
        head = default;
        int start = format.HasPlainHead ? 0 : format.Header.Measure(frame);
        int at = start + format.MtiLength, length = format.BitmapLength;
        if (start < 0 || frame.Length < at + length) return false;
        head.TypeAt = start;
        head.bitmapsAt = at;
        head.BodyAt = at + length;
        if (!MessageHead.ReadWord(format.BitmapEncoding, frame, at, field: 1, out head.primary).IsOk) return false;
        if (!head.HasSecondary) return true;
        head.BodyAt += length;
        return frame.Length >= head.BodyAt
            && MessageHead.ReadWord(format.BitmapEncoding, frame, at + length, field: 1, out head.secondary).IsOk;
    }

    /// <summary>Sets or clears the MAC's bit in the frame.</summary>
    internal void Mark(MessageFormat format, Span<byte> frame, bool hasMac)
    {
        ref ulong word = ref primary;
        if (HasSecondary) word = ref secondary;
        word = hasMac ? word | MacBit : word & ~MacBit;
        MessageHead.WriteWord(format, frame[(HasSecondary ? bitmapsAt + format.BitmapLength : bitmapsAt)..], word);
    }
}
