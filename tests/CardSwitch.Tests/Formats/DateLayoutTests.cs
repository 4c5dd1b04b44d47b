using System.Text.RegularExpressions;
using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Formats;

public partial class DateLayoutTests
{
    [Fact]
    public void Dates_and_times_of_1987_have_the_layouts_of_the_standard() => Assert.Equal(
        "7 MMDDhhmmss; 12 hhmmss; 13 MMDD; 14 YYMM; 15 MMDD; 16 MMDD; 17 MMDD; 73 YYMMDD",
        Layouts(Iso1987Elements.Table));

    [Fact]
    public void Dates_and_times_of_1993_have_the_layouts_of_the_standard() => Assert.Equal(
        "7 MMDDhhmmss; 12 YYMMDDhhmmss; 13 YYMM; 14 YYMM; 15 YYMMDD; 16 MMDD; 17 MMDD; 28 YYMMDD; 73 YYMMDD",
        Layouts(Iso1993Elements.Table));

    [Fact]
    public void Dates_and_times_of_2003_have_the_layouts_of_the_standard() => Assert.Equal(
        "7 MMDDhhmmss; 12 CCYYMMDDhhmmss; 13 CCYYMM; 14 YYMM; 15 CCYYMMDD; 16 MMDD; 17 MMDD; 28 CCYYMMDD; 73 CCYYMMDD",
        Layouts(Iso2003Elements.Table));

    [Fact]
    public void A_layout_fills_a_field_of_digits_and_a_field_called_date_has_one()
    {
        foreach (var (field, element) in Iso1987Elements.Table.Concat(Iso1993Elements.Table).Concat(Iso2003Elements.Table))
        {
            if (element.Date is { } layout)
            {
                Assert.Matches(DateLetters(), layout);
                Assert.Equal((ContentClass.Numeric, FieldLength.Fixed(layout.Length)), (element.Content, element.Length));
            }
            else
            {
                Assert.False(element.Name.StartsWith("Date", StringComparison.Ordinal), $"DE {field} has no layout.");
            }
        }
    }

    private static string Layouts(IReadOnlyDictionary<int, DataElement> table) => string.Join(
        "; ", table.Where(entry => entry.Value.Date is not null).Select(entry => $"{entry.Key} {entry.Value.Date}"));

    [GeneratedRegex("^(CC)?(YY)?(MM)?(DD)?(hhmmss)?$")]
    private static partial Regex DateLetters();
}
