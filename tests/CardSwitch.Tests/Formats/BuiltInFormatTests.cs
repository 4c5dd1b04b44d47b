using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Formats;

/// <summary>What holds for the built-in formats of every edition.</summary>
public class BuiltInFormatTests
{
    public static TheoryData<string> BuiltIn => [.. MessageFormats.All.Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public void Type_and_secondary_bitmap_are_elements_0_and_1(string name)
    {
        MessageFormat format = ElementTables.Named(name);
        Assert.Equal("n 4", format[0]!.Attribute);
        Assert.Equal("b 8", format[1]!.Attribute);
        Assert.Equal(format.MtiEncoding, format[0]!.Encoding);
        Assert.Equal(format.BitmapEncoding, format[1]!.Encoding);
        Assert.Null(format[-1]);
        Assert.Null(format[129]);
        Assert.Null(format[193]);
    }

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public void Fixed_numbers_are_filled_with_zeros_and_fixed_text_with_blanks(string name)
    {
        MessageFormat format = ElementTables.Named(name);
        foreach (FieldSpec spec in format.Fields.Select(field => format[field]!))
        {
            string mark = spec.Attribute.Split(' ')[0];
            Padding expected = !spec.Length.IsFixed ? Padding.None
                : mark == "n" ? Padding.LeftZero
                : mark is "an" or "ans" ? Padding.RightSpace
                : Padding.None;
            Assert.Equal(expected, spec.Padding);
        }
    }

    [Fact]
    public void Formats_are_found_by_name_in_any_case()
    {
        foreach (MessageFormat format in MessageFormats.All)
        {
            Assert.True(MessageFormats.TryGet(format.Name.ToUpperInvariant(), out MessageFormat? found));
            Assert.Same(format, found);
        }
        Assert.False(MessageFormats.TryGet("iso1987", out MessageFormat? none));
        Assert.Null(none);
    }
}
