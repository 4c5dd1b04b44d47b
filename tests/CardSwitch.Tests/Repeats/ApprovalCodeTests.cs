using System.Runtime.CompilerServices;
using System.Text;
using CardSwitch.Iso8583;
using CardSwitch.Repeats;

namespace CardSwitch.Tests.Repeats;

public sealed class ApprovalCodeTests
{
    [Theory]
    [InlineData("A1B2C3", "A1B2C3")]
    [InlineData("12", "12    ")]
    [InlineData(" 12", " 12   ")]
    [InlineData("", "      ")]
    [InlineData("      ", "      ")]
    public void Six_characters_come_out_as_they_went_in(string text, string written)
    {
        Assert.True(ApprovalCode.TryParse(Encoding.ASCII.GetBytes(text), out ApprovalCode code));
        var ascii = new byte[6];
        code.CopyTo(ascii);
        Assert.Equal(written, Encoding.ASCII.GetString(ascii));
        Assert.Equal(written.TrimEnd(), code.ToString());
        Assert.Equal(written.Trim().Length == 0, code.IsNone);
        Assert.Equal(code.IsNone, code == default);
    }

    [Theory]
    [InlineData("1234567")]
    [InlineData("12\u00013")]
    [InlineData("12\u00E93")]
    public void Anything_else_is_refused(string text) =>
        Assert.False(ApprovalCode.TryParse(Encoding.Latin1.GetBytes(text), out _));

    [Fact]
    public void It_is_read_from_DE_38_in_any_encoding()
    {
        foreach (MessageFormat format in MessageFormats.All.Where(format => format.Name.StartsWith("iso1987", StringComparison.Ordinal)))
        {
            Assert.Equal("A1B2C3", ApprovalCode.Of(new RequestFrame(format, "0210", (38, "A1B2C3")).View).ToString());
            Assert.True(ApprovalCode.Of(new RequestFrame(format, "0210").View).IsNone);
        }
    }

    [Fact]
    public void It_takes_six_bytes() => Assert.Equal(6, Unsafe.SizeOf<ApprovalCode>());
}
