using System.Globalization;
using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Support;

/// <summary>
/// The parser's twin, written from the field specifications alone and in the order of the documented checks: header,
/// message type, bitmaps, then for each field in ascending order whether it is defined, its prefix whole and of digits,
/// its length allowed, its value whole, its content of its class; last, that nothing follows.
/// </summary>
internal sealed class SlowParser
{
    // No frame holds more.
    private const int MostUnits = 65_535;

    private readonly MessageFormat format;
    private readonly ParseChecks checks;
    private readonly byte[] frame;
    private readonly SlowResult result = new();
    private int offset;

    private SlowParser(MessageFormat format, ParseChecks checks, byte[] frame)
    {
        this.format = format;
        this.checks = checks;
        this.frame = frame;
    }

    public static SlowResult Parse(MessageFormat format, ParseChecks checks, byte[] frame)
    {
        var parser = new SlowParser(format, checks, frame);
        parser.result.Status = parser.ReadMessage();
        return parser.result;
    }

    private ParseStatus ReadMessage()
    {
        if (frame.Length > MostUnits) return new ParseStatus(ParseError.FrameTooLong, 1, MostUnits);
        if (!SkipHeader()) return new ParseStatus(ParseError.BadHeader, 0, 0);
        ParseStatus status = ReadType();
        if (!status.IsOk) return status;

        status = ReadBitmaps(out string bits);
        for (int field = 2; status.IsOk && field <= bits.Length; field++)
        {
            if (bits[field - 1] == '0' || (field == 65 && format.Tertiary.IsFollowing)) continue;
            status = ReadField(field);
            if (status.IsOk && field == format.Tertiary.Field) status = ReadTertiary(field, ref bits);
        }
        if (!status.IsOk) return status;

        bool trailing = checks.HasFlag(ParseChecks.Structure) && offset < frame.Length;
        return trailing ? new ParseStatus(ParseError.TrailingBytes, 1, offset) : ParseStatus.Ok;
    }

    private bool SkipHeader()
    {
        HeaderSpec header = format.Header;
        if (header.Kind == HeaderKind.BaseI)
        {
            // A reject header of 26 bytes, which begins with its length, may come first.
            if (frame.Length > 26 && frame[0] == 26) offset = 26;
            if (Left < 22 || frame[offset] != 22) return false;
            offset += 22;
            return true;
        }
        offset = header.Length;
        return Left >= 0 && header.Kind switch
        {
            HeaderKind.Exact => frame.AsSpan(0, offset).SequenceEqual(header.Written),
            HeaderKind.Tpdu => frame[0] == 0x60,
            _ => true,
        };
    }

    private ParseStatus ReadType()
    {
        int length = format.MtiEncoding == FieldEncoding.Bcd ? 2 : 4;
        if (Left < length) return Truncated(0);
        byte[] wire = Take(length);
        string type = length == 2 ? Convert.ToHexString(wire) : SlowCodec.FromPage(format.MtiEncoding, wire);
        if (!type.All(char.IsAsciiDigit)) return new ParseStatus(ParseError.BadMessageType, 0, offset - length);
        result.Type = type;
        return ParseStatus.Ok;
    }

    private ParseStatus ReadBitmaps(out string bits)
    {
        bits = "";
        int length = format.BitmapEncoding == FieldEncoding.Binary ? 8 : 16;
        var places = new List<SlowField>();
        do
        {
            if (Left < length) return Truncated(1);
            places.Add(new SlowField(offset, offset, length, 8));
            byte[] wire = Take(length);
            int bad = ReadBits(wire, format.BitmapEncoding, ref bits);
            if (bad >= 0) return new ParseStatus(ParseError.BadBitmap, 1, offset - length + bad);
        }
        while (bits[^64] == '1' && (places.Count == 1 || (places.Count == 2 && format.Tertiary.IsFollowing)));

        if (places.Count >= 2) result.Fields[1] = places[1];
        if (places.Count == 3) result.Fields[65] = places[2];
        return ParseStatus.Ok;
    }

    private ParseStatus ReadTertiary(int field, ref string bits)
    {
        SlowField place = result.Fields[field];
        bits = bits.PadRight(128, '0');
        int bad = ReadBits(frame[place.Value..(place.Value + place.Length)], format[field]!.Encoding, ref bits);
        if (bad < 0) return ParseStatus.Ok;
        result.Fields.Remove(field);
        return new ParseStatus(ParseError.BadBitmap, field, place.Value + bad);
    }

    // Appends 64 bits; the place of the first byte at fault, or -1.
    private static int ReadBits(byte[] wire, FieldEncoding encoding, ref string bits)
    {
        string hex = encoding == FieldEncoding.Binary ? Convert.ToHexString(wire) : SlowCodec.FromPage(encoding, wire);
        int bad = hex.ToList().FindIndex(symbol => !char.IsAsciiHexDigit(symbol));
        if (bad >= 0) return bad;
        bits += string.Concat(Convert.FromHexString(hex).Select(b => b.ToString("b8", CultureInfo.InvariantCulture)));
        return -1;
    }

    private ParseStatus ReadField(int field)
    {
        int start = offset;
        if (format[field] is not { } spec) return new ParseStatus(ParseError.UnknownField, field, start);
        ParseStatus Bad(ParseError error) => new(error, field, start);

        int most = checks.HasFlag(ParseChecks.Structure) ? Math.Min(spec.Length.Max, MostUnits) : MostUnits;
        int prefix = SlowPrefix.Length(spec);
        if (Left < prefix) return Truncated(field);
        long? units = spec.Length.IsFixed ? spec.Length.Max : null;
        long length = 0;
        switch (spec.Length.Rule)
        {
            case LengthRule.Fixed:
                length = SlowCodec.WireLength(spec, spec.Length.Max);
                break;
            case LengthRule.Rest:
                length = Left;
                break;
            case LengthRule.Terminated:
                length = Array.IndexOf(frame, spec.Length.Terminator, offset) - offset;
                if (length < 0) return Truncated(field);
                break;
            default:
                if (SlowPrefix.Number(spec, Take(prefix)) is not { } number) return Bad(ParseError.BadLengthDigits);
                if (spec.PrefixCountsItself) number -= SlowPrefix.Count(spec, prefix, prefix);
                if (number < 0) return Bad(ParseError.BadLengthDigits);
                if (spec.PrefixCounts == PrefixCounts.Nibbles && number % 2 != 0) return Bad(ParseError.BadLengthDigits);
                if (spec.PrefixCounts == PrefixCounts.Units)
                {
                    units = number;
                    if (units > most) return Bad(ParseError.LengthOverMaximum);
                    length = SlowCodec.WireLength(spec, (int)number);
                    break;
                }
                length = spec.PrefixCounts == PrefixCounts.Bytes ? number : number / 2;
                if (length > SlowCodec.WireLength(spec, most)) return Bad(ParseError.LengthOverMaximum);
                break;
        }
        if (Left < length) return Truncated(field);
        byte[] wire = Take((int)length);
        units ??= SlowCodec.UnitsOf(spec, wire);
        if (units is null) return Bad(ParseError.BadLengthDigits);
        if (units > most) return Bad(ParseError.LengthOverMaximum);

        int value = start + prefix;
        for (int i = 0; i < length && checks.HasFlag(ParseChecks.Content); i++)
        {
            if (!SlowContent.Admits(spec, wire, i, (int)units)) return new ParseStatus(ParseError.BadContent, field, value + i);
        }
        if (spec.Length.Rule == LengthRule.Terminated) offset++;
        result.Fields[field] = new SlowField(start, value, (int)length, (int)units);
        return ParseStatus.Ok;
    }

    private int Left => frame.Length - offset;

    private byte[] Take(int length)
    {
        byte[] taken = frame[offset..(offset + length)];
        offset += length;
        return taken;
    }

    private ParseStatus Truncated(int field) => new(ParseError.Truncated, field, frame.Length);
}
