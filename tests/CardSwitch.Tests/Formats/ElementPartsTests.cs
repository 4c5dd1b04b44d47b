using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Formats;

public class ElementPartsTests
{
    public static TheoryData<string> BuiltIn => [.. MessageFormats.All.Select(format => format.Name)];

    [Theory]
    [InlineData(
        "iso1987-",
        "3 (n 2, n 2, n 2); 22 (n 2, n 1); 90 (n 4, n 6, n 10, n 11, n 11); 95 (n 12, n 12, an 9, an 9)")]
    [InlineData(
        "iso1993-",
        "3 (n 2, n 2, n 2); 22 (an 1, an 1, an 1, an 1, an 1, an 1, an 1, an 1, an 1, an 1, an 1, an 1); 30 (n 12, n 12)")]
    [InlineData(
        "iso2003-",
        "3 (an 2, an 2, an 2); 4 (n 3, n 1, n 12); 5 (n 3, n 1, n 12); 6 (n 3, n 1, n 12); 8 (n 3, n 1, n 8); " +
        "21 (an 1, an 15, n 2, n 4); 30 (n 16 (n 3, n 1, n 12), n 16 (n 3, n 1, n 12)); 31 (n 1, n 6, n 4, n 11, n 1); " +
        "97 (n 3, n 1, x+n 17)")]
    public void Elements_of_several_parts_have_those_of_the_standard(string edition, string expected)
    {
        MessageFormat[] formats = [.. MessageFormats.All.Where(format => format.Name.StartsWith(edition, StringComparison.Ordinal))];
        Assert.NotEmpty(formats);
        Assert.All(formats, format => Assert.Equal(expected.Split("; "), Positional(format).Select(
            field => $"{field} {Parts(format[field]!.Composite!)}")));
    }

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public void Parts_fill_their_element_are_characters_and_counted_from_1(string name)
    {
        MessageFormat format = ElementTables.Named(name);
        Assert.All(Positional(format), field => Fill(format[field]!));
    }

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public void Chip_data_are_TLV_objects(string name)
    {
        FieldSpec chip = ElementTables.Named(name)[55]!;
        Assert.Equal((ContentClass.Binary, EmvTags.Composite), (chip.Content, chip.Composite));
    }

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public void Dates_of_the_table_are_dates_of_the_format(string name)
    {
        MessageFormat format = ElementTables.Named(name);
        Assert.Equal("MMDDhhmmss", format[7]!.Date);
        Assert.All(format.Fields, field => Assert.Equal(
            format[field]!.Name.Contains("Date", StringComparison.Ordinal) || format[field]!.Name.Contains("date and", StringComparison.Ordinal)
                || format[field]!.Name.StartsWith("Time", StringComparison.Ordinal),
            format[field]!.Date is not null));
    }

    private static IEnumerable<int> Positional(MessageFormat format) =>
        format.Fields.Where(field => format[field]!.Composite is { Kind: CompositeKind.Positional });

    private static string Parts(CompositeSpec composite) => "(" + string.Join(", ", composite.Fields.Select(
        part => part.Spec.Attribute + (part.Spec.Composite is { } inner ? " " + Parts(inner) : ""))) + ")";

    private static void Fill(FieldSpec element)
    {
        CompositeSpec composite = element.Composite!;
        Assert.Equal(element.Length, FieldLength.Fixed(composite.Fields.Sum(part => part.Spec.Length.Max)));
        Assert.Equal(Enumerable.Range(1, composite.Fields.Count).Select(place => $"{place}"), composite.Fields.Select(part => part.Key));
        Assert.All(composite.Fields, part => Assert.Equal((true, FieldEncoding.Ascii), (part.Spec.Length.IsFixed, part.Spec.Encoding)));
        Assert.All(composite.Fields.Where(part => part.Spec.Composite is not null), part => Fill(part.Spec));
    }
}
