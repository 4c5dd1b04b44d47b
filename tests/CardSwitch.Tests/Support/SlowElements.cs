using System.Globalization;
using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Support;

/// <summary>
/// The twin of the walk over the elements within a value, written from what <see cref="CompositeKind"/> and
/// <see cref="CompositeSpec"/> say: a line for each element with its key, units and wire bytes, those within it indented;
/// and one for the fault at which the elements of a value end.
/// </summary>
internal sealed class SlowElements
{
    private const int MaxDepth = 64;

    private readonly ParseChecks checks;
    private readonly List<string> lines = [];
    private readonly List<(string Key, FieldSpec? Spec, CompositeSpec? Inner, SlowField Place)> outermost = [];
    private int bodyStart;

    private SlowElements(ParseChecks checks) => this.checks = checks;

    public static string Of(CompositeSpec composite, byte[] container, ParseChecks checks)
    {
        var elements = new SlowElements(checks);
        elements.Walk(composite, container, depth: 0);
        return string.Join('\n', elements.lines);
    }

    /// <summary>The outermost elements as they are read with no more than the checks of structure.</summary>
    public static SlowContainer Read(CompositeSpec composite, byte[] container)
    {
        var walk = new SlowElements(ParseChecks.Structure);
        ParseError fault = walk.Walk(composite, container, depth: 0);
        var elements = new List<SlowElement>();
        int at = walk.bodyStart;
        foreach (var (key, spec, inner, place) in walk.outermost)
        {
            // Zero bytes in front of a BER tag are no part of it.
            while (composite.Kind == CompositeKind.BerTlv && container[at] == 0) at++;
            byte[] wire = container[place.Value..(place.Value + place.Length)];
            int end = place.Value + place.Length + (spec is { Length.Rule: LengthRule.Terminated } ? 1 : 0);
            elements.Add(new SlowElement(
                key, spec, inner, at, end, spec is null ? wire : SlowCodec.Decode(spec, wire, place.Units)));
            at = end;
        }
        return new SlowContainer(elements, walk.bodyStart, fault);
    }

    public static string Line(int depth, string key, int units, byte[] wire) =>
        $"{new string(' ', depth)}{key}: {units} {Convert.ToHexString(wire)}";

    public static string Fault(int depth, string key, ParseError error, int at) =>
        $"{new string(' ', depth)}{key}! {error} at {at}";

    private ParseError Walk(CompositeSpec composite, byte[] container, int depth)
    {
        if (depth == MaxDepth) return ParseError.None;
        var (key, error, at) = composite.Kind switch
        {
            CompositeKind.Positional => Positional(composite, container, composite.Fields.Count, 0, depth),
            CompositeKind.Tagged => Tagged(composite, container, depth),
            CompositeKind.BerTlv => Tlv(composite, container, depth),
            CompositeKind.Datasets => Datasets(composite, container, depth),
            CompositeKind.Bitmapped => Bitmapped(composite, container, depth),
            _ => DatasetBitmap(composite, container, depth),
        };
        if (error != ParseError.None) lines.Add(Fault(depth, key, error, at));
        return error;
    }

    // The fault, or None and where the elements end.
    private (string Key, ParseError Error, int At) Positional(CompositeSpec composite, byte[] container, int count, int at, int depth)
    {
        foreach (SubFieldSpec element in composite.Fields.Take(count))
        {
            if (at == container.Length) return ("", ParseError.None, at);
            SlowRead read = SlowRead.Of(element.Spec, container, at, checks);
            if (read.Error != ParseError.None) return (element.Key, read.Error, read.At);
            Take(element.Key, element.Spec, element.Spec.Composite, container, read.Field, depth);
            at = read.At;
        }
        bool isWhole = count == composite.Fields.Count && composite.Kind == CompositeKind.Positional;
        return isWhole ? Ended(container, at) : ("", ParseError.None, at);
    }

    private (string, ParseError, int) Tagged(CompositeSpec composite, byte[] container, int depth)
    {
        TagLayout tag = composite.Tag!;
        int tagBytes = tag.Encoding is FieldEncoding.Bcd or FieldEncoding.Binary ? tag.Width / 2 : tag.Width;
        var lead = Positional(composite, container, composite.Leading, 0, depth);
        if (lead.Error != ParseError.None) return lead;
        SubFieldSpec[] known = [.. composite.Fields.Skip(composite.Leading)];
        FieldSpec? any = known.FirstOrDefault()?.Spec ?? composite.Unknown;
        int prefix = tag.AfterLength && any is not null ? SlowPrefix.Length(any) : 0;
        for (int at = lead.At; at < container.Length;)
        {
            if (container.Length - at < tagBytes + prefix) return ("", ParseError.Truncated, container.Length);
            byte[] wire = container[(at + prefix)..(at + prefix + tagBytes)];
            if (Tag(tag, wire) is not { } text) return ("", ParseError.BadContent, at + prefix);
            SubFieldSpec? element = Array.Find(known, element => element.Key == text);
            FieldSpec? spec = element?.Spec ?? composite.Unknown;
            if (spec is null) return ("", ParseError.UnknownField, at);
            string key = element?.Key ?? "";

            // With the tag taken out from behind its length, it is a field as any other.
            byte[] without = tag.AfterLength
                ? [.. container[..(at + prefix)], .. container[(at + prefix + tagBytes)..]]
                : container;
            if (tag.AfterLength && tag.IsCounted)
            {
                long? number = SlowPrefix.Number(spec, container[at..(at + prefix)]) - tagBytes;
                byte[]? less = number is null or < 0 ? null : SlowPrefix.Write(spec, (int)Math.Min(number.Value, 99_999_999), 0);
                if (number is null or < 0) return (key, ParseError.BadLengthDigits, at);
                less?.CopyTo(without, at);
            }
            SlowRead read = SlowRead.Of(spec, without, tag.AfterLength ? at : at + tagBytes, checks);
            int moved = tag.AfterLength ? tagBytes : 0;
            if (read.Error != ParseError.None)
            {
                bool isInFront = read.Error is ParseError.BadLengthDigits or ParseError.LengthOverMaximum;
                return (key, read.Error, read.At + (isInFront ? 0 : moved));
            }
            SlowField place = read.Field with { Value = read.Field.Value + moved };
            Take(text, spec, spec.Composite, container, place, depth);
            at = read.At + moved;
        }
        return ("", ParseError.None, container.Length);
    }

    // The tag's characters; null when it has others than a tag can.
    private static string? Tag(TagLayout tag, byte[] wire)
    {
        string text = tag.Encoding is FieldEncoding.Bcd or FieldEncoding.Binary
            ? Convert.ToHexString(wire)
            : SlowCodec.FromPage(tag.Encoding, wire);
        bool sound = tag.Encoding == FieldEncoding.Bcd ? text.All(char.IsAsciiDigit) : text.All(c => c is > ' ' and <= '~');
        return sound ? text : null;
    }

    private (string, ParseError, int) Tlv(CompositeSpec composite, byte[] container, int depth)
    {
        for (int at = 0; ;)
        {
            while (at < container.Length && container[at] == 0) at++;
            if (at == container.Length) return ("", ParseError.None, at);
            var (tagBytes, error) = TagLength(container, at);
            if (error != ParseError.None) return ("", error, at);
            int value = at + tagBytes;
            if (value == container.Length) return ("", ParseError.Truncated, at);
            long length = container[value++];
            if (length >= 0x80)
            {
                int bytes = (int)length - 0x80;
                if (bytes is 0 or > 4) return ("", ParseError.BadLengthDigits, at);
                if (container.Length - value < bytes) return ("", ParseError.Truncated, at);
                length = long.Parse(Convert.ToHexString(container, value, bytes), NumberStyles.HexNumber);
                value += bytes;
            }
            if (container.Length - value < length) return ("", ParseError.Truncated, at);
            string tag = Convert.ToHexString(container, at, tagBytes);
            CompositeSpec? inner = (container[at] & 0x20) != 0 ? composite : null;
            var fault = TakeTold(composite, tag, container, value, (int)length, inner, depth);
            if (fault.Error != ParseError.None) return fault;
            at = value + (int)length;
        }
    }

    private static (int Bytes, ParseError Error) TagLength(byte[] container, int at)
    {
        if (container[at] % 32 != 31) return (1, ParseError.None);
        for (int bytes = 2; bytes <= 4; bytes++)
        {
            if (at + bytes > container.Length) return (0, ParseError.Truncated);
            if (container[at + bytes - 1] < 0x80) return (bytes, ParseError.None);
        }
        return (0, ParseError.BadLengthDigits);
    }

    private (string, ParseError, int) Datasets(CompositeSpec composite, byte[] container, int depth)
    {
        for (int at = 0; at < container.Length;)
        {
            if (container.Length - at < 3) return ("", ParseError.Truncated, container.Length);
            string key = container[at].ToString("X2");
            int length = container[at + 1] * 256 + container[at + 2];
            if (container.Length - at - 3 < length)
            {
                return (composite[key] is null ? "" : key, ParseError.Truncated, container.Length);
            }
            var fault = TakeTold(composite, key, container, at + 3, length, null, depth);
            if (fault.Error != ParseError.None) return fault;
            at += 3 + length;
        }
        return ("", ParseError.None, container.Length);
    }

    private (string, ParseError, int) Bitmapped(CompositeSpec composite, byte[] container, int depth)
    {
        int wireBytes = composite.BitmapEncoding == FieldEncoding.Binary ? composite.BitmapBytes : composite.BitmapBytes * 2;
        int at = 0;
        string bits = "";
        for (int block = 0; block < 3; block++)
        {
            if (container.Length - at < wireBytes) return ("", ParseError.Truncated, container.Length);
            byte[] wire = container[at..(at + wireBytes)];
            string hex = composite.BitmapEncoding == FieldEncoding.Binary
                ? Convert.ToHexString(wire)
                : SlowCodec.FromPage(composite.BitmapEncoding, wire);
            int bad = hex.ToList().FindIndex(symbol => !char.IsAsciiHexDigit(symbol));
            if (bad >= 0) return ("", ParseError.BadBitmap, at + bad);
            string these = Bits(Convert.FromHexString(hex));
            at += wireBytes;
            bits += composite.BitmapExtends ? "0" + these[1..] : these;
            if (!composite.BitmapExtends || these[0] == '0') break;
        }
        return Announced(composite, container, bits, at, isWhole: true, depth);
    }

    private (string, ParseError, int) DatasetBitmap(CompositeSpec composite, byte[] container, int depth)
    {
        if (container.Length < 2) return ("", ParseError.Truncated, container.Length);
        string bits = Bits(container[..2]);
        int first = 0, at = 2;
        while (bits[first] == '1')
        {
            bits = bits[..first] + "0" + bits[(first + 1)..];
            first = bits.Length;
            if (at == container.Length) return ("", ParseError.Truncated, at);
            if (at == 24) return ("", ParseError.BadBitmap, at);
            bits += Bits([container[at++]]);
        }
        bool hasTlv = bits[^1] == '1';
        var fault = Announced(composite, container, bits[..^1], at, isWhole: !hasTlv, depth);
        return fault.Error != ParseError.None || !hasTlv ? fault
            : TakeTold(composite, CompositeSpec.TlvKey, container, fault.At, container.Length - fault.At, null, depth);
    }

    private (string Key, ParseError Error, int At) Announced(
        CompositeSpec composite, byte[] container, string bits, int at, bool isWhole, int depth)
    {
        if (depth == 0) bodyStart = at;
        for (int bit = 0; bit < bits.Length; bit++)
        {
            if (bits[bit] == '0') continue;
            string key = (bit + 1).ToString(CultureInfo.InvariantCulture);
            if (composite[key] is not { } spec) return ("", ParseError.UnknownField, at);
            SlowRead read = SlowRead.Of(spec, container, at, checks);
            if (read.Error != ParseError.None) return (key, read.Error, read.At);
            Take(key, spec, spec.Composite, container, read.Field, depth);
            at = read.At;
        }
        return isWhole ? Ended(container, at) : ("", ParseError.None, at);
    }

    private (string, ParseError, int) Ended(byte[] container, int at) =>
        at < container.Length && checks.HasFlag(ParseChecks.Structure) ? ("", ParseError.TrailingBytes, at) : ("", ParseError.None, at);

    // An element of which the length was told: what is known of it must fill it.
    private (string Key, ParseError Error, int At) TakeTold(
        CompositeSpec composite, string key, byte[] container, int value, int length, CompositeSpec? inner, int depth)
    {
        byte[] wire = container[value..(value + length)];
        if (composite[key] is not { } spec)
        {
            Take(key, null, inner, container, new SlowField(value, value, length, length), depth);
            return ("", ParseError.None, value + length);
        }
        SlowRead read = SlowRead.Of(spec, wire, 0, checks);
        if (read.Error != ParseError.None) return (key, read.Error, value + read.At);
        if (read.At != length && checks.HasFlag(ParseChecks.Structure)) return (key, ParseError.LengthOverMaximum, value + read.At);
        SlowField place = read.Field with { Value = value };
        Take(key, spec, spec.Composite ?? inner, container, place, depth);
        return ("", ParseError.None, value + length);
    }

    private void Take(string key, FieldSpec? spec, CompositeSpec? inner, byte[] container, SlowField place, int depth)
    {
        byte[] wire = container[place.Value..(place.Value + place.Length)];
        lines.Add(Line(depth, key, place.Units, wire));
        if (depth == 0) outermost.Add((key, spec, inner, place));
        if (inner is null) return;
        byte[]? plain = spec is null ? wire : SlowCodec.Decode(spec, wire, place.Units);
        if (plain is not null) Walk(inner, plain, depth + 1);
    }

    private static string Bits(byte[] bytes) =>
        string.Concat(bytes.Select(b => b.ToString("b8", CultureInfo.InvariantCulture)));
}
