using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CardSwitch.Iso8583;

namespace CardSwitch.Journal;

/// <summary>
/// The chip data (DE 55) as they may be kept: without the data objects that stand for a track or a PIN, and without the
/// issuer's scripts, which may carry a new PIN. What cannot be read as BER-TLV is not kept at all.
/// </summary>
internal static class ChipImage
{
    // Templates within templates; EMV has two levels.
    private const int MaxDepth = 8;

    /// <summary>
    /// 56, 57: track 1 and 2 equivalents; 71, 72, 86: scripts; 99: PIN; 9F1F, 9F20: discretionary data of the tracks; 9F6B: track
    /// 2 of a contactless card with a magnetic stripe profile; DF812A, DF812B: what such a card puts into the tracks.
    /// </summary>
    internal static bool IsSecret(uint tag) =>
        tag is 0x56 or 0x57 or 0x71 or 0x72 or 0x86 or 0x99 or 0x9F1F or 0x9F20 or 0x9F6B or 0xDF812A or 0xDF812B;

    /// <summary>Whether a message's chip data may be kept as they stand.</summary>
    internal static bool IsClean(MessageView message)
    {
        FieldSpec? spec = message.Format[Field.IccData];
        if (spec is not { Content: ContentClass.Binary, Composite: null or { Kind: CompositeKind.BerTlv } }) return false;
        if (message.Format.Layouts[Field.IccData].Shape == UnitShape.ByteEach) return IsPlainlyClean(message[Field.IccData]);
        int units = message.Units(Field.IccData);
        var plain = new PooledBytes(units);
        try
        {
            if (!message.TryCopy(Field.IccData, plain.Reserve(units), out int length)) return false;
            plain.Advance(length);
            return IsPlainlyClean(plain.Written);
        }
        finally
        {
            plain.Dispose();
        }
    }

    // Yes only for what nearly all cards send: tags of one or two bytes, lengths of one, nothing constructed. The rest is
    // looked at more closely. Reading three bytes at once keeps the walk, done twice for a transaction, to one check each.
    private static bool IsPlainlyClean(ReadOnlySpan<byte> data)
    {
        ref byte bytes = ref MemoryMarshal.GetReference(data);
        int at = 0;
        while (at <= data.Length - 3)
        {
            uint first = Unsafe.Add(ref bytes, at), second = Unsafe.Add(ref bytes, at + 1);
            if ((first & 0x1F) != 0x1F)
            {
                if (second >= 0x80 || (first & 0x20) != 0 || first is 0 or 0x56 or 0x57 or 0x86 or 0x99) return false;
                at += 2 + (int)second;
                continue;
            }
            uint third = Unsafe.Add(ref bytes, at + 2);
            if ((second | third) >= 0x80 || (first & 0x20) != 0) return false;
            if (first == 0x9F && second is (0x1F or 0x20 or 0x6B)) return false;
            at += 3 + (int)third;
        }
        return at == data.Length;
    }

    /// <summary>
    /// Writes the field, prefix and all, with what may be kept; 0 when nothing is left. Never longer than the field was.
    /// </summary>
    internal static int WriteField(MessageView message, Span<byte> destination)
    {
        FieldSpec? spec = message.Format[Field.IccData];
        if (spec is not { Content: ContentClass.Binary, Composite: null or { Kind: CompositeKind.BerTlv } }) return 0;
        ref readonly FieldLayout layout = ref message.Format.Layouts[Field.IccData];
        bool isUsual = layout is { Shape: UnitShape.ByteEach, Rule: LengthRule.Prefixed } && layout.Kind != LengthKind.Rare;
        if (!isUsual) return WriteRare(message, in layout, destination);
        if (!TryScrub(message[Field.IccData], destination[layout.PrefixBytes..], out int length) || length == 0) return 0;
        LengthPrefix.TryWrite(destination[..layout.PrefixBytes], in layout, length);
        return layout.PrefixBytes + length;
    }

    private static int WriteRare(MessageView message, in FieldLayout layout, Span<byte> destination)
    {
        int units = message.Units(Field.IccData);
        PooledBytes plain = new(2 * units), field = new(destination.Length);
        try
        {
            Span<byte> room = plain.Reserve(2 * units);
            if (!message.TryCopy(Field.IccData, room, out int length)) return 0;
            if (!TryScrub(room[..length], room[length..], out int kept) || kept == 0) return 0;
            plain.Advance(length + kept);
            WriteError error = FieldEncoder.Append(
                in layout, message.Format.Values[Field.IccData], plain.Written[length..], ref field);
            if (error != WriteError.None || !field.Written.TryCopyTo(destination)) return 0;
            return field.Length;
        }
        finally
        {
            plain.Dispose();
            field.Dispose();
        }
    }

    /// <summary>Copies the data objects that may be kept, byte for byte; false when the data are none.</summary>
    private static bool TryScrub(ReadOnlySpan<byte> data, Span<byte> destination, out int written)
    {
        written = 0;
        var reader = new TlvReader(data);
        while (reader.Read())
        {
            if (!MayKeep(in reader, MaxDepth)) continue;
            ReadOnlySpan<byte> element = data[reader.Offset..reader.Next];
            element.CopyTo(destination[written..]);
            written += element.Length;
        }
        return reader.Error == ParseError.None;
    }

    // A template goes as a whole if anything within it must, or cannot be read.
    private static bool MayKeep(in TlvReader element, int depth)
    {
        if (IsSecret(element.Tag)) return false;
        if (!element.IsConstructed) return true;
        if (depth == 0) return false;
        var inner = new TlvReader(element.Value);
        while (inner.Read())
        {
            if (!MayKeep(in inner, depth - 1)) return false;
        }
        return inner.Error == ParseError.None;
    }
}
