using System.Text;
using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Support;

/// <summary>The writer's twin: from plain values to bytes, by the field specifications alone and over text.</summary>
internal static class SlowWriter
{
    /// <summary>The frame of a message whose values are sound for the format.</summary>
    public static byte[] Write(MessageFormat format, SlowMessage message)
    {
        var values = new SortedDictionary<int, byte[]>(message.Values);
        string tertiary = Bits(129, 192, values.Keys);
        bool third = tertiary.Contains('1');
        if (format.Tertiary.Field != 0)
        {
            values.Remove(format.Tertiary.Field);
            if (third) values[format.Tertiary.Field] = FromBits(tertiary);
        }

        var frame = new List<byte>();
        frame.AddRange(Type(format, message.Type));
        frame.AddRange(Bitmaps(format, values.Keys, tertiary, third && format.Tertiary.IsFollowing));
        foreach (var (field, value) in values) frame.AddRange(Field(format[field]!, value));

        byte[] header = format.Header.Written.ToArray();
        if (format.Header.Kind == HeaderKind.BaseI)
        {
            // Bytes 4 and 5: the length of header and message.
            int total = header.Length + frame.Count;
            (header[3], header[4]) = ((byte)(total / 256), (byte)(total % 256));
        }
        return [.. header, .. frame];
    }

    private static byte[] Type(MessageFormat format, string type) =>
        format.MtiEncoding == FieldEncoding.Bcd ? SlowCodec.Pack(type) : SlowCodec.ToPage(format.MtiEncoding, type);

    /// <summary>One field as it stands on the wire, its length prefix or terminator included.</summary>
    public static byte[] Field(FieldSpec spec, byte[] plain)
    {
        byte[] value = SlowCodec.Encode(spec, Pad(spec, plain));
        return spec.Length.Rule switch
        {
            LengthRule.Prefixed => [.. SlowPrefix.Write(spec, plain.Length, value.Length)!, .. value],
            LengthRule.Terminated => [.. value, spec.Length.Terminator],
            _ => value,
        };
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

    /// <summary>
    /// What a reader makes of a value written: padded, a separator as '=', and as many units as the wire can tell.
    /// </summary>
    public static byte[] ReadBack(FieldSpec spec, byte[] plain)
    {
        byte[] padded = Pad(spec, plain), wire = SlowCodec.Encode(spec, padded);
        bool isTold = spec.Length.Rule == LengthRule.Fixed
            || (spec.Length.Rule == LengthRule.Prefixed && spec.PrefixCounts == PrefixCounts.Units);
        return SlowCodec.Decode(spec, wire, isTold ? padded.Length : SlowCodec.UnitsOf(spec, wire)!.Value)!;
    }

    /// <summary>The first field that the format cannot carry, and why; a field that holds a bitmap is no data element.</summary>
    public static WriteStatus Judge(MessageFormat format, SlowMessage message)
    {
        foreach (var (field, value) in message.Values)
        {
            WriteError error = field == format.Tertiary.Field ? WriteError.UnknownField : Judge(format[field], value);
            if (error != WriteError.None) return new WriteStatus(error, field);
        }
        return WriteStatus.Ok;
    }

    /// <summary>Why the field cannot carry a plain value, if so.</summary>
    public static WriteError Judge(FieldSpec? spec, byte[] plain)
    {
        if (spec is null) return WriteError.UnknownField;
        if (plain.Length > spec.Length.Max) return WriteError.TooLong;
        bool isShort = spec.Length.IsFixed && plain.Length < spec.Length.Max;
        if (isShort && spec.Padding.IsNone) return WriteError.TooShort;
        byte[] padded = Pad(spec, plain);
        if (!Holds(spec, padded)) return WriteError.BadContent;
        byte[] wire = SlowCodec.Encode(spec, padded);
        if (spec.Length.Rule == LengthRule.Terminated && wire.Contains(spec.Length.Terminator)) return WriteError.BadContent;
        bool fits = spec.Length.Rule != LengthRule.Prefixed || SlowPrefix.Write(spec, plain.Length, wire.Length) is not null;
        return fits ? WriteError.None : WriteError.TooLong;
    }

    /// <summary>Whether every symbol of a plain value may stand in the field.</summary>
    public static bool Holds(FieldSpec spec, byte[] plain) => spec.Content == ContentClass.Binary
        || plain.Index().All(at => SlowContent.Characters(spec, at.Index == 0).Contains((char)at.Item));

    private static byte[] Bitmaps(MessageFormat format, IReadOnlyCollection<int> fields, string tertiary, bool third)
    {
        string bits = Bits(1, 64, fields);
        bool second = third || fields.Any(field => field is > 64 and <= 128);
        if (second) bits = "1" + bits[1..] + (third ? "1" : Bits(65, 65, fields)) + Bits(66, 128, fields);
        if (third) bits += tertiary;
        byte[] bytes = FromBits(bits);
        return format.BitmapEncoding == FieldEncoding.Binary
            ? bytes
            : SlowCodec.ToPage(format.BitmapEncoding, Convert.ToHexString(bytes));
    }

    private static string Bits(int first, int last, IReadOnlyCollection<int> fields) =>
        string.Concat(Enumerable.Range(first, last - first + 1).Select(field => fields.Contains(field) ? '1' : '0'));

    private static byte[] FromBits(string bits) => [.. bits.Chunk(8).Select(eight => Convert.ToByte(new string(eight), 2))];
}
