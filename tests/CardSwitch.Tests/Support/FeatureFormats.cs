using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Support;

/// <summary>Formats that between them use everything that a format can say.</summary>
internal static class FeatureFormats
{
    internal static IReadOnlyList<MessageFormat> All { get; } = [Encodings(), Lengths(), Composites(), Rules(), Nested(), .. Heads()];

    private static FieldSpec Text(string length) => Of("ans " + length);

    private static FieldSpec Of(string type, FieldEncoding encoding = FieldEncoding.Ascii)
    {
        Assert.True(AttributeText.TryParse(type, out ContentClass content, out FieldLength length), type);
        return new FieldSpec($"A {type}", content, length, encoding);
    }

    private static MessageFormat Encodings()
    {
        (string Type, FieldEncoding[] Encodings)[] table =
        [
            ("n 7", [FieldEncoding.Ascii, FieldEncoding.Bcd, FieldEncoding.BcdLeft, FieldEncoding.BcdF, FieldEncoding.BcdLeftF]),
            ("z ..37", [FieldEncoding.Ascii, FieldEncoding.Bcd, FieldEncoding.BcdLeftF, FieldEncoding.Ebcdic037]),
            ("ans 8", [FieldEncoding.Ascii, FieldEncoding.Latin1, FieldEncoding.Ebcdic1047, FieldEncoding.Ebcdic037, FieldEncoding.Ebcdic500]),
            ("a 3", [FieldEncoding.Ascii]),
            ("ns 3", [FieldEncoding.Latin1]),
            ("an ..3", [FieldEncoding.Ebcdic500]),
            ("a|n 3", [FieldEncoding.Ascii, FieldEncoding.Bcd, FieldEncoding.Ebcdic1047]),
            ("x+n 9", [FieldEncoding.Ascii, FieldEncoding.Bcd, FieldEncoding.Zoned]),
            ("b 8", [FieldEncoding.Binary, FieldEncoding.HexAscii, FieldEncoding.HexEbcdic]),
        ];
        FieldSpec[] specs = [.. table.SelectMany(row => row.Encodings.Select(encoding => Of(row.Type, encoding)))];
        return MessageFormat.Empty("encodings", FieldEncoding.Ebcdic500, FieldEncoding.HexEbcdic)
            .With(specs.Select((spec, i) => new KeyValuePair<int, FieldSpec?>(i + 2, spec)));
    }

    private static MessageFormat Lengths()
    {
        List<FieldSpec> specs = [Of("n 9999"), Text("until 5C 40"), Of("b until 00 999999", FieldEncoding.Binary)];
        foreach (PrefixEncoding prefix in Enum.GetValues<PrefixEncoding>())
        {
            foreach (PrefixCounts counts in Enum.GetValues<PrefixCounts>())
            {
                foreach (bool itself in (bool[])[false, true])
                {
                    specs.Add(Text("..90") with { Prefix = prefix, PrefixCounts = counts, PrefixCountsItself = itself });
                }
            }
        }
        foreach (Padding padding in (Padding[])[Padding.None, new(PaddingSide.Left, ' '), new(PaddingSide.Right, '"'), new(PaddingSide.Left, '\\')])
        {
            specs.Add(Text("12") with { Padding = padding });
        }
        specs.AddRange(Enum.GetValues<Sensitivity>().Select(value => Text("..9") with { Sensitivity = value }));
        specs.Add(Of("n 10") with { Date = "MMDDhhmmss", Name = "Name with \"quotes\", \\ and \u00FCmlaut <&>" });
        MessageFormat format = MessageFormat.Empty("lengths", FieldEncoding.Bcd, FieldEncoding.Binary)
            .With(specs.Select((spec, i) => new KeyValuePair<int, FieldSpec?>(i + 2, spec)));
        return format.With(128, Of("b rest 999", FieldEncoding.Binary));
    }

    private static MessageFormat Composites()
    {
        SubFieldSpec[] tags = [new("01", Text("...25")), new("AB", Of("n ...3") with { Sensitivity = Sensitivity.Pan })];
        SubFieldSpec[] numbers = [new("1", Of("n 2")), new("2", Text("..9")), new("3", Text("3"))];
        return MessageFormats.Iso1993Binary
            .With(3, MessageFormats.Iso1993Binary[3]! with { Composite = null })
            .With(48, With("positional", CompositeSpec.Positional(numbers)))
            .With(56, With("tagged", CompositeSpec.Tagged(new TagLayout(2, FieldEncoding.Ascii), tags, Text("...999"))))
            .With(57, With("tag behind", CompositeSpec.Tagged(
                new TagLayout(2, FieldEncoding.Ebcdic037) { AfterLength = true, IsCounted = true }, tags)))
            .With(58, With("leading", CompositeSpec.Tagged(
                new TagLayout(4, FieldEncoding.Binary), [new("1", Text("3")), new("01FF", Text("..3"))], leading: 1)))
            .With(60, With("bitmapped", CompositeSpec.Bitmapped(3, FieldEncoding.HexAscii, bitmapExtends: false, numbers)))
            .With(61, With("extending", CompositeSpec.Bitmapped(
                8, FieldEncoding.Binary, bitmapExtends: true, new SubFieldSpec("2", Text("..9")), new SubFieldSpec("130", Text("9")))))
            .With(62, With("ber", CompositeSpec.BerTlv(
                new SubFieldSpec("9F02", EmvTags.Composite["9F02"]!),
                new SubFieldSpec("9F26", EmvTags.Composite["9F26"]! with { Name = "Cryptogram", Sensitivity = Sensitivity.KeyOrMac }),
                new SubFieldSpec("DF8101", Of("n rest 12", FieldEncoding.Bcd)),
                new SubFieldSpec("DF01", Of("b rest 999999", FieldEncoding.Binary)))))
            .With(63, With("datasets", CompositeSpec.Datasets(
                new SubFieldSpec("01", With("ber within", CompositeSpec.BerTlv())),
                new SubFieldSpec("71", With("bits", CompositeSpec.DatasetBitmap(
                    new SubFieldSpec("2", Text("3")),
                    new SubFieldSpec(CompositeSpec.TlvKey, With("tlv", CompositeSpec.BerTlv()))))))))
            .Named("composites");

        // What stands within a data set has its length told there.
        static FieldSpec With(string name, CompositeSpec composite)
        {
            FieldLength length = name is "ber within" or "bits" or "tlv" ? FieldLength.Rest(9999) : FieldLength.UpTo(999, 3);
            return new FieldSpec(name, ContentClass.Binary, length, FieldEncoding.Binary) { Composite = composite };
        }
    }

    private static MessageFormat Rules() => MessageFormats.Iso1987Ascii.Named("rules").WithRules(
    [
        new MessageRule("0200") { Mandatory = [FieldPath.Parse("2"), FieldPath.Parse("55.9F26")], Forbidden = [FieldPath.Parse("39")] },
        new MessageRule("02x0")
        {
            Conditional =
            [
                new FieldCondition(FieldPath.Parse("38"), FieldPath.Parse("39"), ["00", "1?"]),
                new FieldCondition(FieldPath.Parse("35"), FieldPath.Parse("2"), [], Absent: true),
                new FieldCondition(FieldPath.Parse("3"), FieldPath.Parse("4"), []),
            ],
        },
        new MessageRule("0200") { Mandatory = [FieldPath.Parse("3")] },
        new MessageRule("xxxx"),
    ]);

    private static MessageFormat Nested()
    {
        FieldSpec inner = Text("...999");
        for (int depth = 0; depth < 16; depth++) inner = inner with { Composite = CompositeSpec.Positional(new SubFieldSpec("1", inner)) };
        return MessageFormats.Iso1987Ascii.With(48, inner).Named("nested");
    }

    private static IEnumerable<MessageFormat> Heads()
    {
        HeaderSpec[] headers =
        [
            HeaderSpec.Any([0x60, 0, 1, 0, 0]), HeaderSpec.Any([]), HeaderSpec.Exact("ISO"u8), HeaderSpec.Exact([]),
            HeaderSpec.Tpdu(0x0102, 0xFFFE), HeaderSpec.BaseI(123456, 7),
        ];
        TertiaryBitmap[] tertiaries = [TertiaryBitmap.None, TertiaryBitmap.Follows, TertiaryBitmap.InField(65), TertiaryBitmap.InField(100)];
        return from header in headers
               from tertiary in tertiaries
               let format = MessageFormats.Iso1987AsciiHex.WithHeader(header)
                   .WithHead(FieldEncoding.Bcd, FieldEncoding.HexAscii, tertiary)
                   .Named($"{header}, {tertiary}")
               select tertiary == TertiaryBitmap.None ? format : format.With(150, Text("..20"));
    }
}
