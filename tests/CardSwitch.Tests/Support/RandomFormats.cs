using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Support;

/// <summary>
/// Formats that nobody would think of: every part of a field's specification, of the head and of the header drawn for
/// itself, so that what is documented to be independent is held to it.
/// </summary>
internal static class RandomFormats
{
    private static readonly FieldEncoding[] TypeEncodings =
        [FieldEncoding.Ascii, FieldEncoding.Bcd, FieldEncoding.Ebcdic1047, FieldEncoding.Ebcdic037, FieldEncoding.Ebcdic500];

    private static readonly FieldEncoding[] BitmapEncodings =
        [FieldEncoding.Binary, FieldEncoding.HexAscii, FieldEncoding.HexEbcdic];

    public static MessageFormat Of(string name, Random random)
    {
        TertiaryBitmap tertiary = random.Next(4) switch
        {
            0 => TertiaryBitmap.Follows,
            1 => TertiaryBitmap.InField(random.Next(3) == 0 ? 65 : random.Next(2, 129)),
            _ => TertiaryBitmap.None,
        };
        MessageFormat format = MessageFormat.Empty(name, Pick(random, TypeEncodings), Pick(random, BitmapEncodings))
            .WithHeader(Header(random))
            .WithHead(Pick(random, TypeEncodings), Pick(random, BitmapEncodings), tertiary);

        int top = tertiary == TertiaryBitmap.None ? 128 : 192;
        int count = random.Next(4) == 0 ? random.Next(60, top) : random.Next(1, 30);
        int[] numbers = [.. Enumerable.Range(2, top - 1)
            .Where(field => field != tertiary.Field && !(field == 65 && tertiary.IsFollowing))
            .OrderBy(_ => random.Next()).Take(count).Order()];

        // Stretches of neighbours of one class, which are checked together, or none.
        double likeBefore = random.Next(3) switch { 0 => 0.0, 1 => 0.4, _ => 0.85 };
        var fields = new Dictionary<int, FieldSpec?>();
        FieldSpec before = Spec(random, numbers[0], isLast: false);
        foreach (int field in numbers)
        {
            FieldSpec spec = Spec(random, field, isLast: field == numbers[^1] && field > tertiary.Field);
            if (random.NextDouble() < likeBefore) spec = Like(before, spec);
            before = spec;
            fields[field] = random.Next(4) == 0 ? Holding(random, spec) : spec;
        }
        if (tertiary.Field != 0)
        {
            // Eight bytes of value, however they are encoded.
            FieldSpec bitmap = format[tertiary.Field]!;
            fields[tertiary.Field] = bitmap with { Encoding = random.Next(2) == 0 ? bitmap.Encoding : Pick(random, BitmapEncodings) };
        }
        return format.With(fields);
    }

    // Content, encoding and prefix of the one before, so far as the length admits them.
    private static FieldSpec Like(FieldSpec before, FieldSpec spec)
    {
        FieldSpec like = spec with { Content = before.Content, Encoding = before.Encoding };
        if (spec.Length.Rule == LengthRule.Prefixed && spec.PrefixCounts == PrefixCounts.Units && !spec.PrefixCountsItself)
        {
            bool narrower = before.Prefix is not (PrefixEncoding.Hex or PrefixEncoding.Binary)
                && spec.Prefix is PrefixEncoding.Hex or PrefixEncoding.Binary;
            if (!narrower && spec.Length.PrefixDigits <= 4) like = like with { Prefix = before.Prefix };
        }
        bool fits = IsSound(like) && (like.Prefix == spec.Prefix || like.Length.Max < 10);
        return fits ? like : spec;
    }

    // With elements within, and room for some.
    private static FieldSpec Holding(Random random, FieldSpec spec)
    {
        if (spec.Content is not (ContentClass.Binary or ContentClass.AlphaNumericSpecial)) return spec;
        bool isUsual = spec.Length is { Rule: LengthRule.Prefixed, PrefixDigits: <= 4 }
            && spec is { PrefixCounts: PrefixCounts.Units, PrefixCountsItself: false };
        FieldLength length = spec.Length.Rule == LengthRule.Rest ? FieldLength.Rest(2_000)
            : isUsual ? FieldLength.UpTo(random.Next(100, 1_000), Math.Max(3, spec.Length.PrefixDigits))
            : spec.Length;
        return spec with { Length = length, Composite = RandomComposites.Of(random, depth: random.Next(3)) };
    }

    private static bool IsSound(FieldSpec spec) =>
        (spec.Encoding != FieldEncoding.Zoned || spec.Length is { IsFixed: true, Max: >= 2 })
        && (spec.Length.Rule != LengthRule.Terminated || IsByteEach(spec.Encoding));

    private static bool IsByteEach(FieldEncoding encoding) =>
        encoding is FieldEncoding.Ascii or FieldEncoding.Latin1 or FieldEncoding.Binary || SlowCodec.IsEbcdic(encoding);

    /// <summary>One field, of any sort that a format takes.</summary>
    public static FieldSpec Spec(Random random, int field, bool isLast)
    {
        var (content, encoding) = TestFormats.Sound[random.Next(TestFormats.Sound.Length)];
        var spec = new FieldSpec($"Element {field}", content, FieldLength.Fixed(2), encoding, Padding: Fill(random));
        if (isLast && encoding != FieldEncoding.Zoned && random.Next(2) == 0)
        {
            return spec with { Length = FieldLength.Rest(random.Next(1, 200)) };
        }
        int rule = random.Next(10);
        if (rule < 4 || encoding == FieldEncoding.Zoned)
        {
            return spec with { Length = FieldLength.Fixed(random.Next(2, random.Next(6) == 0 ? 90 : 20)) };
        }
        if (rule == 4 && IsByteEach(encoding))
        {
            byte terminator = Pick(random, (byte[])[0x00, 0x1C, 0x20, 0x40, 0x5C, 0x5E, 0x41, 0xC1, 0xFF]);
            return spec with { Length = FieldLength.Until(terminator, random.Next(1, 120)) };
        }
        return Prefixed(random, spec);
    }

    private static FieldSpec Prefixed(Random random, FieldSpec spec)
    {
        var prefix = (PrefixEncoding)random.Next(5);
        int width = random.Next(1, prefix switch { PrefixEncoding.Hex => 9, PrefixEncoding.Binary => 5, _ => 7 });
        double values = Math.Pow(prefix switch { PrefixEncoding.Hex => 16, PrefixEncoding.Binary => 256, _ => 10 }, width);
        bool isUsual = random.Next(2) == 0;
        int most = (int)Math.Min(values - 1, random.Next(12) == 0 ? 70_000 : 150);
        return spec with
        {
            Length = FieldLength.UpTo(most > 1_000 ? most : random.Next(1, most + 1), width),
            Prefix = prefix,
            PrefixCounts = isUsual ? PrefixCounts.Units : (PrefixCounts)random.Next(3),
            PrefixCountsItself = !isUsual && random.Next(2) == 0,
        };
    }

    private static Padding Fill(Random random) => random.Next(6) switch
    {
        0 or 1 => Padding.None,
        2 => Padding.LeftZero,
        3 => Padding.RightSpace,
        4 => new Padding(PaddingSide.Left, Pick(random, " 0C=".ToCharArray())),
        _ => new Padding(PaddingSide.Right, Pick(random, " 0Fz".ToCharArray())),
    };

    private static HeaderSpec Header(Random random)
    {
        switch (random.Next(8))
        {
            case 0:
                return HeaderSpec.Any(FrameDamage.Bytes(random, random.Next(1, 65)));
            case 1:
                return HeaderSpec.Exact("ISO025000075"u8);
            case 2:
                return HeaderSpec.Tpdu((ushort)random.Next(65_536), (ushort)random.Next(65_536));
            case 3:
                return HeaderSpec.BaseI(random.Next(1_000_000), random.Next(1_000_000));
            default:
                return HeaderSpec.None;
        }
    }

    private static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];
}
