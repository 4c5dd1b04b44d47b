using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Formats;

public class EmvTagsTests
{
    // Tag, format and length in bytes, 0 and 255 where no bound is stated; of packed digits how many there may be. What EMV
    // gives as "var." is b here.
    private const string Objects = """
        42 n 3:6; 4F b 5-16; 50 ans 1-16; 56 ans 1-76; 57 b 1-19; 5A cn 1-10:19; 71 b 0-255; 72 b 0-255; 81 b 4;
        82 b 2; 84 b 5-16; 86 b 1-261; 87 b 1; 89 ans 6; 8A an 2; 8C b 1-252; 8D b 1-252; 8E b 10-252; 8F b 1;
        90 b 0-248; 91 b 8-16; 92 b 0-248; 93 b 0-248; 94 b 0-252; 95 b 5; 98 b 20; 99 b 0-255; 9A n 3:6; 9B b 2;
        9C n 1:2; 5F20 ans 2-26; 5F24 n 3:6; 5F25 n 3:6; 5F28 n 2:3; 5F2A n 2:3; 5F2D an 2-8; 5F30 n 2:3; 5F34 n 1:2;
        5F36 n 1:1; 5F50 ans 0-255; 5F53 b 1-34; 5F54 b 8-11; 5F55 a 2; 5F56 a 3; 5F57 n 1:2; 9F01 n 6:11; 9F02 n 6:12;
        9F03 n 6:12; 9F04 b 4; 9F05 b 1-32; 9F06 b 5-16; 9F07 b 2; 9F08 b 2; 9F09 b 2; 9F0B ans 27-45; 9F0C n 3-4:8;
        9F0D b 5; 9F0E b 5; 9F0F b 5; 9F10 b 1-32; 9F11 n 1:2; 9F12 ans 1-16; 9F13 b 2; 9F14 b 1; 9F15 n 2:4;
        9F16 ans 15; 9F17 b 1; 9F18 b 4; 9F19 n 6:11; 9F1A n 2:3; 9F1B b 4; 9F1C an 8; 9F1D b 1-8; 9F1E an 8;
        9F1F ans 0-255; 9F20 cn 0-255; 9F21 n 3:6; 9F22 b 1; 9F23 b 1; 9F24 an 29; 9F25 n 2:4; 9F26 b 8; 9F27 b 1;
        9F32 b 1-3; 9F33 b 3; 9F34 b 3; 9F35 n 1:2; 9F36 b 2; 9F37 b 4; 9F38 b 0-255; 9F39 n 1:2; 9F3A b 4; 9F3C n 2:3;
        9F3D n 1:1; 9F40 b 5; 9F41 n 2-4:8; 9F42 n 2:3; 9F44 n 1:1; 9F45 b 2; 9F46 b 0-248; 9F47 b 1-3; 9F48 b 0-248;
        9F49 b 1-252; 9F4A b 0-255; 9F4B b 0-248; 9F4C b 2-8; 9F4E ans 0-255; 9F53 an 0-255; 9F5B b 0-255; 9F5D b 0-255;
        9F63 b 0-255; 9F66 b 4; 9F6B b 0-19; 9F6C b 2; 9F6E b 0-255; 9F7C b 0-32;
        """;

    private const string Sensitive =
        "56 Track; 57 Track; 5A Pan; 71 Private; 72 Private; 86 Private; 99 Pin; " +
        "5F53 Pan; 9F1F Track; 9F20 Track; 9F6B Track";

    [Fact]
    public void Every_object_has_the_format_and_length_of_its_specification()
    {
        string[] expected = Objects.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(expected, EmvTags.All.Select(tag => $"{tag.Tag:X} {Mark(tag)} {Length(tag)}{Digits(tag)}"));
    }

    [Fact]
    public void Sensitive_objects_are_marked() => Assert.Equal(
        Sensitive.Split("; "),
        EmvTags.All.Where(tag => tag.Sensitivity != Sensitivity.None).Select(tag => $"{tag.Tag:X} {tag.Sensitivity}"));

    [Fact]
    public void Tags_are_whole_by_the_rules_of_BER_and_stand_in_ascending_order()
    {
        foreach (EmvTag tag in EmvTags.All)
        {
            byte[] bytes = Convert.FromHexString($"{tag.Tag:X}");
            Assert.Equal((bytes[0] & 0x1F) == 0x1F, bytes.Length > 1);
            Assert.All(bytes[1..], (b, i) => Assert.Equal(i + 2 < bytes.Length, (b & 0x80) != 0));
            Assert.Equal((bytes[0] & 0x20) != 0, tag.IsConstructed);
        }
        uint[] tags = [.. EmvTags.All.Select(tag => tag.Tag)];
        Assert.Equal(tags.Distinct().Order(), tags);
    }

    [Fact]
    public void Text_digits_and_bytes_are_encoded_as_EMV_says()
    {
        foreach (EmvTag tag in EmvTags.All)
        {
            FieldEncoding expected = Mark(tag) switch
            {
                "n" => FieldEncoding.Bcd,
                "cn" => FieldEncoding.BcdLeftF,
                "b" => FieldEncoding.Binary,

                // In the character set that the tag 9F11 names, one of ISO 8859.
                _ => tag.Tag == 0x9F12 ? FieldEncoding.Latin1 : FieldEncoding.Ascii,
            };
            Assert.Equal(expected, tag.Encoding);
        }
    }

    [Fact]
    public void Chip_data_have_every_tag_and_scripts_their_commands_within()
    {
        Assert.Equal(CompositeKind.BerTlv, EmvTags.Composite.Kind);
        Assert.Equal(EmvTags.All.Select(tag => $"{tag.Tag:X2}"), EmvTags.Composite.Fields.Select(field => field.Key));
        foreach (EmvTag tag in EmvTags.All)
        {
            FieldSpec spec = EmvTags.Composite[$"{tag.Tag:X2}"]!;
            Assert.Equal((tag.Name, tag.Content, tag.Encoding), (spec.Name, spec.Content, spec.Encoding));
            Assert.Equal((tag.Sensitivity, FieldLength.Rest(tag.MaxUnits)), (spec.Sensitivity, spec.Length));
            Assert.Equal(
                tag.IsConstructed ? ["86", "9F18"] : [],
                spec.Composite is null ? [] : spec.Composite.Fields.Select(field => field.Key));
        }
    }

    [Fact]
    public void A_known_tag_is_found_by_its_number()
    {
        Assert.True(EmvTags.TryGet(0x9F02, out EmvTag amount));
        Assert.Equal("Amount, Authorised (Numeric)", amount.Name);
        Assert.Equal((0x9F02u, ContentClass.Numeric, FieldEncoding.Bcd), (amount.Tag, amount.Content, amount.Encoding));
        Assert.Equal((6, 6, 12, Sensitivity.None), (amount.MinLength, amount.MaxLength, amount.MaxUnits, amount.Sensitivity));
        Assert.All(EmvTags.All, tag => Assert.True(EmvTags.TryGet(tag.Tag, out EmvTag found) && found == tag));
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(0x9Fu)]
    [InlineData(0x029Fu)]
    [InlineData(0xDF8129u)]
    public void An_unknown_tag_is_not_found(uint tag)
    {
        Assert.False(EmvTags.TryGet(tag, out EmvTag none));
        Assert.Equal(default, none);
    }

    [Theory]
    [InlineData(0x71u, true)]
    [InlineData(0x82u, false)]
    [InlineData(0xA5u, true)]
    [InlineData(0x9F27u, false)]
    [InlineData(0xBF0Cu, true)]
    [InlineData(0xDF8129u, false)]
    [InlineData(0xFF8105u, true)]
    public void Bit_6_of_the_first_byte_tells_a_constructed_object(uint tag, bool constructed)
    {
        var some = new EmvTag(tag, "Any", ContentClass.Binary, FieldEncoding.Binary, 0, 9, 9, Sensitivity.None);
        Assert.Equal(constructed, some.IsConstructed);
    }

    private static string Length(EmvTag tag) =>
        tag.MinLength == tag.MaxLength ? $"{tag.MinLength}" : $"{tag.MinLength}-{tag.MaxLength}";

    private static string Digits(EmvTag tag) =>
        tag.Content == ContentClass.Numeric && tag.MaxLength != 255 ? $":{tag.MaxUnits}" : "";

    private static string Mark(EmvTag tag) => tag.Content switch
    {
        ContentClass.Numeric => tag.Encoding == FieldEncoding.Bcd ? "n" : "cn",
        ContentClass.Alpha => "a",
        ContentClass.AlphaNumeric => "an",
        ContentClass.AlphaNumericSpecial => "ans",
        _ => "b",
    };
}
