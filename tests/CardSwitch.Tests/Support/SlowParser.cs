using System.Globalization;
using System.Text;
using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Support;

/// <summary>
/// The parser's twin, written from the field specifications alone and in the order of the documented checks: message
/// type, bitmaps, then for each field in ascending order whether it is defined, its prefix whole and of digits, its
/// length allowed, its value whole, its content of its class; last, that nothing follows.
/// </summary>
internal sealed class SlowParser
{
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
        if (frame.Length > 65_535) return new ParseStatus(ParseError.FrameTooLong, 1, 65_535);
        ParseStatus status = ReadType();
        if (!status.IsOk) return status;

        status = ReadBitmaps(out string bits);
        for (int field = 2; status.IsOk && field <= bits.Length; field++)
        {
            if (bits[field - 1] == '1') status = ReadField(field);
        }
        if (!status.IsOk) return status;

        bool trailing = checks.HasFlag(ParseChecks.Structure) && offset < frame.Length;
        return trailing ? new ParseStatus(ParseError.TrailingBytes, 1, offset) : ParseStatus.Ok;
    }

    private ParseStatus ReadType()
    {
        int length = format.MtiEncoding == FieldEncoding.Bcd ? 2 : 4;
        if (Left < length) return Truncated(0);
        byte[] wire = frame[..length];
        string type = length == 2 ? Convert.ToHexString(wire) : Encoding.Latin1.GetString(wire);
        if (!type.All(char.IsAsciiDigit)) return new ParseStatus(ParseError.BadMessageType, 0, 0);
        result.Type = type;
        offset = length;
        return ParseStatus.Ok;
    }

    private ParseStatus ReadBitmaps(out string bits)
    {
        bits = "";
        int length = format.BitmapEncoding == FieldEncoding.HexAscii ? 16 : 8;
        int words = 0;
        do
        {
            if (Left < length) return Truncated(1);
            byte[] wire = frame[offset..(offset + length)];
            string hex = length == 8 ? Convert.ToHexString(wire) : Encoding.Latin1.GetString(wire);
            int bad = hex.ToList().FindIndex(symbol => !char.IsAsciiHexDigit(symbol));
            if (bad >= 0) return new ParseStatus(ParseError.BadBitmap, 1, offset + bad);
            bits += string.Concat(Convert.FromHexString(hex).Select(b => b.ToString("b8", CultureInfo.InvariantCulture)));
            offset += length;
            words++;
        }
        while (words == 1 && bits[0] == '1');

        if (words == 2) result.Fields[1] = new SlowField(offset - length, offset - length, length, 8);
        return ParseStatus.Ok;
    }

    private ParseStatus ReadField(int field)
    {
        if (format[field] is not { } spec) return new ParseStatus(ParseError.UnknownField, field, offset);

        int start = offset, units = spec.Length.Max, prefixLength = 0;
        if (!spec.Length.IsFixed)
        {
            bool packed = spec.Prefix == PrefixEncoding.Bcd;
            prefixLength = packed ? (spec.Length.PrefixDigits + 1) / 2 : spec.Length.PrefixDigits;
            if (Left < prefixLength) return Truncated(field);
            byte[] wire = frame[start..(start + prefixLength)];
            string digits = packed ? Convert.ToHexString(wire) : Encoding.Latin1.GetString(wire);
            if (!digits.All(char.IsAsciiDigit)) return new ParseStatus(ParseError.BadLengthDigits, field, start);
            units = int.Parse(digits, CultureInfo.InvariantCulture);
            if (checks.HasFlag(ParseChecks.Structure) && units > spec.Length.Max)
            {
                return new ParseStatus(ParseError.LengthOverMaximum, field, start);
            }
            offset += prefixLength;
        }

        int value = offset, length = SlowWriter.WireLength(spec, units);
        if (Left < length) return Truncated(field);
        for (int i = 0; i < length && checks.HasFlag(ParseChecks.Content); i++)
        {
            if (SlowContent.Admits(spec, frame[value + i], isFirst: i == 0)) continue;
            return new ParseStatus(ParseError.BadContent, field, value + i);
        }
        result.Fields[field] = new SlowField(start, value, length, units);
        offset += length;
        return ParseStatus.Ok;
    }

    private int Left => frame.Length - offset;

    private ParseStatus Truncated(int field) => new(ParseError.Truncated, field, frame.Length);
}
