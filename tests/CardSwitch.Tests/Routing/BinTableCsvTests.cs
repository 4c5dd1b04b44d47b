using CardSwitch.Routing;

namespace CardSwitch.Tests.Routing;

public sealed class BinTableCsvTests
{
    private static readonly string[] Issuers = ["bank-a", "bank-b"];

    [Fact]
    public void Reads_rows_with_header_comments_and_blanks()
    {
        Assert.True(Load("""
            # the national table

            Range,Issuer
            476173, bank-a
             51-55 ,bank-b   # all of them
            2221-2720,bank-b
            """, out BinTable? table, out _));
        Assert.Equal(3, table!.Count);
        Assert.Equal(0, table.Find(4761730000000119, 16));
        Assert.Equal(1, table.Find(5200000000000000, 16));
        Assert.Equal(1, table.Find(2300000000000000, 16));
    }

    [Theory]
    [InlineData("476173", 1, "two columns")]
    [InlineData("range,issuer\n\n476173,bank-a,x", 3, "two columns")]
    [InlineData("476173,bank-a\nrange,issuer", 2, "no issuer is named 'issuer'")]
    [InlineData("476173,bank-a\n51,", 2, "issuer's name")]
    [InlineData("476173,bank-a\n51,bank-c", 2, "no issuer is named 'bank-c'")]
    [InlineData("476173,bank-a\n5,bank-b", 2, "2 to 19 digits")]
    [InlineData("# x\n51-5,bank-b", 2, "2 to 19 digits")]
    [InlineData("51-55,bank-a\n476173,bank-a\n53,bank-b", 3, "53 (line 3) overlaps 51-55 (line 1)")]
    public void A_bad_row_gives_its_line_and_no_table(string csv, int line, string expected)
    {
        Assert.False(Load(csv, out BinTable? table, out BinTableError? error));
        Assert.Null(table);
        Assert.Equal(line, error!.Line);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.StartsWith($"line {line}: ", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_at_all_is_an_empty_table()
    {
        Assert.True(Load("", out BinTable? table, out _));
        Assert.Equal(0, table!.Count);
    }

    private static bool Load(string csv, out BinTable? table, out BinTableError? error)
    {
        using StringReader text = new(csv);
        return BinTableCsv.TryLoad(text, name => Array.IndexOf(Issuers, name), out table, out error);
    }
}
