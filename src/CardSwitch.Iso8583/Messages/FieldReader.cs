using System.Runtime.InteropServices;

namespace CardSwitch.Iso8583;

/// <summary>
/// Reads one field of any kind from its container, a frame or the value of a composite, with every check in its order:
/// prefix whole, prefix sound, length allowed, value whole, content of its class.
/// </summary>
internal static class FieldReader
{
    /// <summary>The field at an offset; the error, and where the first byte at fault is.</summary>
    internal static ParseError Read(
        in FieldLayout layout, ReadOnlySpan<byte> container, int start, ParseChecks checks, out FieldSlot slot, out int at)
    {
        if (layout.Kind == LengthKind.Rare) return RareField.Read(in layout, container, start, checks, out slot, out at);
        slot = default;
        at = start;
        int units = layout.MaxUnits;
        if (layout.Kind != LengthKind.Fixed)
        {
            if (container.Length - start < layout.PrefixBytes)
            {
                at = container.Length;
                return ParseError.Truncated;
            }
            units = LengthPrefix.Read(ref MemoryMarshal.GetReference(container[start..]), in layout);
            if (units < 0) return ParseError.BadLengthDigits;
            int most = (checks & ParseChecks.Structure) != 0 ? layout.MaxUnits : ushort.MaxValue;
            if (units > most) return ParseError.LengthOverMaximum;
        }

        int value = start + layout.PrefixBytes, length = layout.BytesOf(units);
        if (container.Length - value < length)
        {
            at = container.Length;
            return ParseError.Truncated;
        }
        if ((checks & ParseChecks.Content) != 0)
        {
            int bad = WireCheck.FirstBad(layout.Class, container.Slice(value, length));
            at = value + bad;
            if (bad >= 0) return ParseError.BadContent;
        }
        slot = new FieldSlot(start, value, length, units);
        return ParseError.None;
    }
}
