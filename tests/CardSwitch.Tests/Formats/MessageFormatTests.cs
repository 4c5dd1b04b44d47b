using CardSwitch.Iso8583;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Formats;

public class MessageFormatTests
{
    private static readonly FieldSpec Text =
        new("Text", ContentClass.AlphaNumericSpecial, FieldLength.UpTo(20, 2), FieldEncoding.Ascii);

    [Fact]
    public void A_changed_copy_leaves_the_original_as_it_was()
    {
        MessageFormat original = MessageFormats.Iso1987Binary;
        MessageFormat changed = original.With(3, Text);
        Assert.Same(Text, changed[3]);
        Assert.Equal("n 6", original[3]!.Attribute);
        Assert.Equal(original.Fields, changed.Fields);
        Assert.All(original.Fields.Where(field => field != 3), field => Assert.Same(original[field], changed[field]));
        Assert.Equal(original.Name, changed.Name);
        Assert.Equal(original.MtiEncoding, changed.MtiEncoding);
        Assert.Equal(original.BitmapEncoding, changed.BitmapEncoding);
    }

    [Fact]
    public void An_element_can_be_taken_out_and_put_back()
    {
        MessageFormat without = MessageFormats.Iso1987Ascii.Without(48);
        Assert.Null(without[48]);
        Assert.Equal(126, without.Fields.Count());
        Assert.Equal(without.Fields, without.Without(48).Fields);
        Assert.Same(Text, without.With(48, Text)[48]);
    }

    [Fact]
    public void A_copy_under_another_name_has_the_same_elements()
    {
        MessageFormat named = MessageFormats.Iso1987Ascii.Named("bank-a");
        Assert.Equal("bank-a", named.Name);
        Assert.Equal("bank-a", named.ToString());
        Assert.Equal(
            MessageFormats.Iso1987Ascii.Fields.Select(field => MessageFormats.Iso1987Ascii[field]),
            named.Fields.Select(field => named[field]));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(129)]
    [InlineData(192)]
    public void Only_elements_2_to_128_can_be_defined(int field)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => MessageFormats.Iso1987Ascii.With(field, Text));
    }

    [Fact]
    public void Content_and_encoding_that_do_not_go_together_are_refused()
    {
        var accepted = new List<(ContentClass, FieldEncoding)>();
        foreach (ContentClass content in Enum.GetValues<ContentClass>())
        {
            foreach (FieldEncoding encoding in Enum.GetValues<FieldEncoding>())
            {
                var spec = new FieldSpec("Any", content, FieldLength.Fixed(4), encoding);
                try
                {
                    Assert.Same(spec, MessageFormats.Iso1987Ascii.With(60, spec)[60]);
                    accepted.Add((content, encoding));
                }
                catch (ArgumentException refusal)
                {
                    Assert.Equal($"A field of content class {content} cannot be encoded as {encoding}.", refusal.Message);
                }
            }
        }
        Assert.Equal(TestFormats.Sound.Order(), accepted.Order());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(10_000)]
    public void A_fixed_length_is_1_to_9999(int units)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => FieldLength.Fixed(units));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1_000_000, 6)]
    [InlineData(1, 0)]
    [InlineData(1, 9)]
    public void A_maximum_has_a_prefix_of_1_to_8_digits(int max, int digits)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => FieldLength.UpTo(max, digits));
    }

    [Theory]
    [InlineData(100, 2, PrefixEncoding.Ascii)]
    [InlineData(10, 1, PrefixEncoding.Bcd)]
    [InlineData(1000, 3, PrefixEncoding.Ebcdic)]
    [InlineData(10_000, 4, PrefixEncoding.Ascii)]
    [InlineData(1, 7, PrefixEncoding.Ascii)]
    [InlineData(256, 1, PrefixEncoding.Binary)]
    [InlineData(1, 5, PrefixEncoding.Binary)]
    [InlineData(256, 2, PrefixEncoding.Hex)]
    public void A_maximum_must_fit_its_prefix(int max, int digits, PrefixEncoding prefix)
    {
        FieldSpec spec = Text with { Length = FieldLength.UpTo(max, digits), Prefix = prefix };
        Assert.Throws<ArgumentException>(() => MessageFormats.Iso1987Ascii.With(60, spec));
    }

    [Theory]
    [InlineData(12, 0, "12")]
    [InlineData(9, 1, ".9")]
    [InlineData(19, 2, "..19")]
    [InlineData(999, 3, "...999")]
    [InlineData(9999, 4, "....9999")]
    public void Length_rules_read_as_in_the_standard(int max, int digits, string text)
    {
        FieldLength length = digits == 0 ? FieldLength.Fixed(max) : FieldLength.UpTo(max, digits);
        Assert.Equal(text, length.ToString());
        Assert.Equal((max, digits, digits == 0), (length.Max, length.PrefixDigits, length.IsFixed));
    }
}
