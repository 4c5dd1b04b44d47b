using System.Globalization;
using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Support;

/// <summary>Composites of every kind, nested, and values of them.</summary>
internal static class RandomComposites
{
    private static readonly FieldEncoding[] TagEncodings =
    [
        FieldEncoding.Ascii, FieldEncoding.Ebcdic1047, FieldEncoding.Ebcdic037, FieldEncoding.Ebcdic500,
        FieldEncoding.Bcd, FieldEncoding.Binary,
    ];

    private static readonly string[] Tags = ["5A", "9F02", "DF8101", "E1", "70", "82", "5F2A", "BF0C", "DF818203"];

    private static readonly string[] Sets = ["01", "6F", "71", "FF"];

    public static CompositeSpec Of(Random random, int depth)
    {
        switch (random.Next(6))
        {
            case 0:
                return CompositeSpec.Positional(Numbered(random, depth, Enumerable.Range(1, random.Next(1, 6))));
            case 1:
                return Tagged(random, depth);
            case 2:
                return CompositeSpec.BerTlv(Pick(random, Tags).Select(tag => new SubFieldSpec(tag, Told(random, depth))));
            case 3:
                return CompositeSpec.Datasets(
                    Pick(random, Sets).Select(id => new SubFieldSpec(id, Told(random, depth))));
            case 4:
                bool extends = random.Next(2) == 0;
                int bytes = random.Next(1, extends ? 9 : 25), bits = bytes * 8;
                int[] numbers = [.. Enumerable.Range(1, extends ? bits * 3 : bits).Where(bit => !extends || bit % bits != 1)];
                FieldEncoding encoding = random.Next(3) switch
                {
                    0 => FieldEncoding.Binary,
                    1 => FieldEncoding.HexAscii,
                    _ => FieldEncoding.HexEbcdic,
                };
                return CompositeSpec.Bitmapped(bytes, encoding, extends, Numbered(random, depth, Pick(random, numbers).Take(6).Order()));
            default:
                int[] places = [.. Enumerable.Range(2, 60).Where(bit => bit < 16 || bit % 8 > 1)];
                return CompositeSpec.DatasetBitmap([
                    .. Numbered(random, depth, Pick(random, places).Take(6).Order(), mayEnd: false),
                    .. random.Next(2) == 0 ? [new SubFieldSpec(CompositeSpec.TlvKey, Told(random, depth))] : Array.Empty<SubFieldSpec>()]);
        }
    }

    private static CompositeSpec Tagged(Random random, int depth)
    {
        FieldEncoding encoding = TagEncodings[random.Next(TagEncodings.Length)];
        int width = encoding is FieldEncoding.Bcd or FieldEncoding.Binary ? 2 * random.Next(1, 4) : random.Next(1, 5);
        bool afterLength = random.Next(2) == 0;
        var tag = new TagLayout(width, encoding) { AfterLength = afterLength, IsCounted = afterLength && random.Next(2) == 0 };
        string symbols = encoding == FieldEncoding.Bcd ? "0123456789" : "0123456789ABCDEF";
        SubFieldSpec[] leading = [.. Numbered(random, depth, Enumerable.Range(1, random.Next(3)), mayEnd: false)
            .Select((element, i) => element with { Key = "lead" + i })];
        var prefix = (PrefixEncoding)random.Next(5);
        FieldSpec Next()
        {
            FieldSpec spec = Inside(random, depth, isLast: false);
            return !afterLength ? spec : spec with
            {
                Encoding = spec.Encoding == FieldEncoding.Zoned ? FieldEncoding.Bcd : spec.Encoding,
                Length = FieldLength.UpTo(random.Next(1, 80), 2),
                Prefix = prefix,
                PrefixCounts = PrefixCounts.Units,
                PrefixCountsItself = false,
            };
        }
        IEnumerable<SubFieldSpec> tagged = Enumerable.Range(0, random.Next(1, 5))
            .Select(_ => new string(random.GetItems(symbols.ToCharArray(), width))).Distinct()
            .Select(text => new SubFieldSpec(text, Next()));
        return CompositeSpec.Tagged(tag, [.. leading, .. tagged], random.Next(2) == 0 ? Next() : null, leading.Length);
    }

    private static IEnumerable<SubFieldSpec> Numbered(Random random, int depth, IEnumerable<int> numbers, bool mayEnd = true)
    {
        int[] all = [.. numbers];
        return [.. all.Select(number => new SubFieldSpec(
            number.ToString(CultureInfo.InvariantCulture), Inside(random, depth, isLast: mayEnd && number == all[^1])))];
    }

    // Whose length is told before it.
    private static FieldSpec Told(Random random, int depth)
    {
        FieldSpec spec = Inside(random, depth, isLast: true);
        return spec.Length.Rule is LengthRule.Fixed or LengthRule.Rest ? spec : spec with { Length = FieldLength.Rest(200) };
    }

    private static FieldSpec Inside(Random random, int depth, bool isLast)
    {
        FieldSpec spec = RandomFormats.Spec(random, 1, isLast);
        if (depth == 0 || random.Next(3) != 0) return spec;
        FieldLength length = spec.Length.Rule is LengthRule.Rest or LengthRule.Prefixed ? spec.Length : FieldLength.UpTo(200, 3);
        bool isUsual = spec is { PrefixCountsItself: false, PrefixCounts: PrefixCounts.Units } && length.PrefixDigits <= 4;
        if (!isUsual) length = FieldLength.UpTo(200, 3);
        (ContentClass, FieldEncoding)[] holders =
        [
            (ContentClass.Binary, FieldEncoding.Binary), (ContentClass.Binary, FieldEncoding.HexAscii),
            (ContentClass.AlphaNumericSpecial, FieldEncoding.Latin1), (ContentClass.AlphaNumericSpecial, FieldEncoding.Ebcdic1047),
        ];
        var (content, encoding) = holders[random.Next(holders.Length)];
        return spec with { Content = content, Encoding = encoding, Length = length, Composite = Of(random, depth - 1) };
    }

    /// <summary>A value of the composite, sound but for what lengths forbid: elements in the order of their kind.</summary>
    public static byte[] Value(CompositeSpec composite, Random random)
    {
        SubFieldSpec[] some = [.. composite.Fields.Where(_ => random.Next(3) != 0)];
        switch (composite.Kind)
        {
            case CompositeKind.Positional:
                int first = random.Next(composite.Fields.Count + 1);
                return [.. composite.Fields.Take(first).SelectMany(element => Field(element.Spec, random))];
            case CompositeKind.Tagged:
                bool isWhole = random.Next(4) != 0;
                byte[] leading = [.. composite.Fields.Take(isWhole ? composite.Leading : random.Next(composite.Leading + 1))
                    .SelectMany(element => Field(element.Spec, random))];
                if (!isWhole) return leading;
                IEnumerable<string> tags = some.Select(element => element.Key).Except(
                    composite.Fields.Take(composite.Leading).Select(element => element.Key));
                if (composite.Unknown is not null && random.Next(3) == 0) tags = tags.Append(UnknownTag(composite.Tag!, random));
                return [.. leading, .. tags.SelectMany(tag => TaggedField(composite, tag, random))];
            case CompositeKind.BerTlv:
                return [.. Told(some, Tags, random).SelectMany(tag => TlvField(composite, tag, random))];
            case CompositeKind.Datasets:
                return [.. Told(some, Sets, random).SelectMany(set => SlowElementWriter.Element(composite, set, Plain(composite, set, random)))];
            default:
                string[] keys = [.. some.Select(element => element.Key).OrderBy(SlowElementWriter.Number)];
                return [.. SlowElementWriter.Bitmap(composite, keys), .. keys.SelectMany(key => Field(composite[key]!, random))];
        }
    }

    // Those that are known and now and then one that may not be, in any order.
    private static string[] Told(SubFieldSpec[] some, string[] others, Random random)
    {
        string[] keys = [.. some.Select(element => element.Key)];
        if (random.Next(3) == 0) keys = [.. keys, others[random.Next(others.Length)]];
        random.Shuffle(keys);
        return keys;
    }

    private static string UnknownTag(TagLayout tag, Random random) =>
        new(random.GetItems((tag.Encoding == FieldEncoding.Bcd ? "0123456789" : "0123456789ABCDEF").ToCharArray(), tag.Width));

    private static byte[] Field(FieldSpec spec, Random random) => SlowWriter.Field(spec, Plain(spec, random));

    /// <summary>A plain value that a field can carry: of a composite one the elements within, where they fit.</summary>
    public static byte[] Plain(FieldSpec spec, Random random)
    {
        if (spec.Composite is not { } inner) return RandomValues.Of(spec, random);
        byte[] plain = Value(inner, random);
        return SlowWriter.Judge(spec, plain) == WriteError.None ? plain : RandomValues.Of(spec, random);
    }

    /// <summary>The same of an element, of which nothing may be known.</summary>
    public static byte[] Plain(CompositeSpec composite, string key, Random random)
    {
        if (SlowElementWriter.SpecOf(composite, key) is { } spec) return Plain(spec, random);
        if (SlowElementWriter.InnerOf(composite, key) is { } inner && random.Next(3) == 0) return Value(inner, random);
        return FrameDamage.Bytes(random, random.Next(random.Next(5) == 0 ? 300 : 12));
    }

    private static byte[] TaggedField(CompositeSpec composite, string tag, Random random)
    {
        byte[] plain = Plain(composite, tag, random);
        return SlowElementWriter.Judge(composite, tag, plain) == WriteError.None
            ? SlowElementWriter.Element(composite, tag, plain)
            : [];
    }

    // Lengths in forms longer than they need be, and zero bytes in front.
    private static byte[] TlvField(CompositeSpec composite, string tag, Random random)
    {
        byte[] plain = Plain(composite, tag, random);
        byte[] value = composite[tag] is { } spec ? SlowWriter.Field(spec, plain) : plain;
        byte[] length = random.Next(6) switch
        {
            0 => [0x84, 0, 0, (byte)(value.Length >> 8), (byte)value.Length],
            1 => [0x82, (byte)(value.Length >> 8), (byte)value.Length],
            _ when value.Length < 0x80 => [(byte)value.Length],
            _ => [0x83, 0, (byte)(value.Length >> 8), (byte)value.Length],
        };
        byte[] fill = random.Next(8) == 0 ? new byte[random.Next(4)] : [];
        return [.. fill, .. Convert.FromHexString(tag), .. length, .. value];
    }

    private static T[] Pick<T>(Random random, T[] from)
    {
        T[] all = [.. from];
        random.Shuffle(all);
        return all[..random.Next(1, all.Length + 1)];
    }
}
