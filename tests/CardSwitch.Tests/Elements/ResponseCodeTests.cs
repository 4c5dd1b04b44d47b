using System.Reflection;
using System.Text;
using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Elements;

public class ResponseCodeTests
{
    [Theory]
    [InlineData("00")]
    [InlineData("91")]
    [InlineData("N7")]
    [InlineData("1A")]
    [InlineData("100")]
    [InlineData("911")]
    [InlineData("0000")]
    [InlineData("9107")]
    public void A_code_keeps_its_characters(string text)
    {
        Assert.True(ResponseCode.TryParse(Encoding.ASCII.GetBytes(text), out ResponseCode code));

        byte[] copy = new byte[text.Length];
        Assert.Equal(text.Length, code.CopyTo(copy));
        Assert.Equal(text, Encoding.ASCII.GetString(copy));
        Assert.Equal(text, code.ToString());
        Assert.Equal(text.Length, code.Length);
        Assert.Equal(ResponseCode.Of(copy), code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("  ")]
    [InlineData("0 ")]
    [InlineData("0\0")]
    [InlineData("1A0")]
    [InlineData("00000")]
    public void Anything_else_is_refused(string text)
    {
        Assert.False(ResponseCode.TryParse(Encoding.ASCII.GetBytes(text), out ResponseCode code));
        Assert.Equal(default, code);
        Assert.Throws<ArgumentException>(() => ResponseCode.Of(Encoding.ASCII.GetBytes(text)));
    }

    [Fact]
    public void Codes_of_two_editions_differ()
    {
        Assert.True(ResponseCode.Of("00"u8) != ResponseCode.Of("000"u8));
        Assert.True(ResponseCode.Of("000"u8) != ResponseCode.Of("0000"u8));
        Assert.True(ResponseCode.Approved == ResponseCode.Of("00"u8));
    }

    [Fact]
    public void Approvals_of_the_1987_edition_are_these_and_no_others()
    {
        var approvals = new List<string>();
        const string Characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        foreach (char first in Characters)
        {
            foreach (char second in Characters)
            {
                if (ResponseCode.Of([(byte)first, (byte)second]).IsApproval)
                    approvals.Add($"{first}{second}");
            }
        }

        Assert.Equal(["00", "08", "10", "11", "16"], approvals);
    }

    [Theory]
    [InlineData("000", true)]
    [InlineData("007", true)]
    [InlineData("099", true)]
    [InlineData("100", false)]
    [InlineData("400", false)]
    [InlineData("0000", true)]
    [InlineData("0006", true)]
    [InlineData("0007", false)]
    [InlineData("0013", true)]
    [InlineData("0100", false)]
    [InlineData("1000", false)]
    public void Approvals_of_later_editions_are_in_the_first_group(string text, bool approval)
    {
        Assert.Equal(approval, ResponseCode.Of(Encoding.ASCII.GetBytes(text)).IsApproval);
    }

    [Fact]
    public void Named_codes_are_distinct_and_described()
    {
        var named = typeof(ResponseCode).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Select(property => (ResponseCode)property.GetValue(null)!).ToList();

        Assert.NotEmpty(named);
        Assert.Equal(named.Count, named.Distinct().Count());
        Assert.All(named, code => Assert.DoesNotContain("reserved", code.Description, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("91", "issuer or switch unavailable")]
    [InlineData("63", "security violation or wrong MAC")]
    [InlineData("76", "reserved or private to the network")]
    [InlineData("N7", "reserved, national or private to the network")]
    [InlineData("111", "declined")]
    [InlineData("9107", "result of an advice, or a fault in the message or on its way")]
    public void Description_is_in_words(string text, string description)
    {
        Assert.Equal(description, ResponseCode.Of(Encoding.ASCII.GetBytes(text)).Description);
    }

    [Fact]
    public void Codes_that_the_switch_gives_have_the_standards_characters()
    {
        Assert.Equal(
            "12 14 15 30 31 58 63 68 90 91 92 94 95 96",
            string.Join(
                ' ',
                ResponseCode.InvalidTransaction,
                ResponseCode.InvalidCardNumber,
                ResponseCode.NoSuchIssuer,
                ResponseCode.FormatError,
                ResponseCode.AcquirerNotSupported,
                ResponseCode.TerminalNotPermitted,
                ResponseCode.MacFailure,
                ResponseCode.ResponseTooLate,
                ResponseCode.CutoverInProcess,
                ResponseCode.IssuerUnavailable,
                ResponseCode.NoRoute,
                ResponseCode.DuplicateTransmission,
                ResponseCode.ReconcileError,
                ResponseCode.SystemMalfunction));
    }

    [Fact]
    public void Default_is_no_code()
    {
        Assert.Equal("", default(ResponseCode).ToString());
        Assert.Equal("", default(ResponseCode).Description);
        Assert.False(default(ResponseCode).IsApproval);
        Assert.Equal(0, default(ResponseCode).CopyTo([]));
    }
}
