using System.Globalization;
using System.Text;
using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Support;

/// <summary>The writer's twin: from plain values to bytes, by the field specifications alone and over text.</summary>
internal static class SlowWriter
{
    /// <summary>The frame of a message whose values are sound for the format.</summary>
    public static byte[] Write(MessageFormat format, SlowMessage message)
    {
        var frame = new List<byte>();
        frame.AddRange(format.MtiEncoding == FieldEncoding.Bcd ? Pack(message.Type) : Encoding.ASCII.GetBytes(message.Type));
        frame.AddRange(Bitmaps(format, message.Values.Keys));
        foreach (var (field, value) in message.Values) frame.AddRange(Field(format[field]!, value));
        return [.. frame];
    }

    /// <summary>One field as it stands on the wire, its length prefix included.</summary>
    public static byte[] Field(FieldSpec spec, byte[] plain)
    {
        byte[] value = Encode(spec, Pad(spec, plain));
        if (spec.Length.IsFixed) return value;
        string length = plain.Length.ToString(CultureInfo.InvariantCulture).PadLeft(spec.Length.PrefixDigits, '0');
        return [.. spec.Prefix == PrefixEncoding.Bcd ? Pack(length) : Encoding.ASCII.GetBytes(length), .. value];
    }

    /// <summary>The plain value of full length.</summary>
    public static byte[] Pad(FieldSpec spec, byte[] plain)
    {
        int missing = spec.Length.IsFixed ? spec.Length.Max - plain.Length : 0;
        IEnumerable<byte> fill = Enumerable.Repeat((byte)spec.Padding.Fill, missing);
        return spec.Padding.Side switch
        {
            PaddingSide.Left => [.. fill, .. plain],
            PaddingSide.Right => [.. plain, .. fill],
            _ => plain,
        };
    }

    /// <summary>The first field that the format cannot carry, and why.</summary>
    public static WriteStatus Judge(MessageFormat format, SlowMessage message)
    {
        foreach (var (field, value) in message.Values)
        {
            WriteError error = Judge(format[field], value);
            if (error != WriteError.None) return new WriteStatus(error, field);
        }
        return WriteStatus.Ok;
    }

    private static WriteError Judge(FieldSpec? spec, byte[] plain)
    {
        if (spec is null) return WriteError.UnknownField;
        if (plain.Length > spec.Length.Max) return WriteError.TooLong;
        bool isShort = spec.Length.IsFixed && plain.Length < spec.Length.Max;
        if (isShort && spec.Padding.IsNone) return WriteError.TooShort;
        return Holds(spec, Pad(spec, plain)) ? WriteError.None : WriteError.BadContent;
    }

    /// <summary>Whether every symbol of a plain value may stand in the field.</summary>
    public static bool Holds(FieldSpec spec, byte[] plain) => spec switch
    {
        { Content: ContentClass.Binary } => true,
        { Content: ContentClass.AlphaOrNumeric, Encoding: FieldEncoding.Bcd } =>
            plain.All(symbol => SlowContent.Digits.Contains((char)symbol)),
        _ => plain.Index().All(at => SlowContent.Characters(spec.Content, at.Index == 0).Contains((char)at.Item)),
    };

    public static int WireLength(FieldSpec spec, int units) => spec.Encoding switch
    {
        FieldEncoding.HexAscii => units * 2,
        FieldEncoding.Bcd when spec.Content == ContentClass.SignedNumeric && units > 0 => 1 + WireLength(units - 1),
        FieldEncoding.Bcd => WireLength(units),
        _ => units,
    };

    private static int WireLength(int digits) => (digits + 1) / 2;

    private static byte[] Bitmaps(MessageFormat format, SortedDictionary<int, byte[]>.KeyCollection fields)
    {
        bool second = fields.Any(field => field > 64);
        string bits = second ? "1" : "0";
        for (int field = 2; field <= (second ? 128 : 64); field++) bits += fields.Contains(field) ? '1' : '0';
        string hex = string.Concat(bits.Chunk(4).Select(four => Convert.ToByte(new string(four), 2).ToString("X1")));
        return format.BitmapEncoding == FieldEncoding.HexAscii
            ? Encoding.ASCII.GetBytes(hex)
            : Convert.FromHexString(hex);
    }

    private static byte[] Encode(FieldSpec spec, byte[] plain)
    {
        string text = Encoding.Latin1.GetString(plain);
        return spec.Encoding switch
        {
            FieldEncoding.HexAscii => Encoding.ASCII.GetBytes(Convert.ToHexString(plain)),
            FieldEncoding.Bcd when spec.Content == ContentClass.SignedNumeric && text.Length > 0 =>
                [plain[0], .. Pack(text[1..])],
            FieldEncoding.Bcd => Pack(text),
            _ => plain,
        };
    }

    private static byte[] Pack(string symbols)
    {
        // Characters 3A to 3F of the track code set are nibbles A to F.
        string nibbles = string.Concat(symbols.Select(symbol => symbol is >= ':' and <= '?' ? (char)(symbol - ':' + 'A') : symbol));
        return Convert.FromHexString(nibbles.Length % 2 == 0 ? nibbles : "0" + nibbles);
    }
}
