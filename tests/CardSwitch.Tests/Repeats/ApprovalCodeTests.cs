using System.Text;
using CardSwitch.Iso8583;
using CardSwitch.Repeats;
using CardSwitch.Tests.StoreAndForward;

namespace CardSwitch.Tests.Repeats;

public sealed class ApprovalCodeTests
{
    [Theory]
    [InlineData("A1B2C3", "A1B2C3")]
    [InlineData("123", "123   ")]
    [InlineData(" 12345", " 12345")]
    public void A_code_is_six_characters_filled_with_spaces(string text, string expected)
    {
        Assert.True(ApprovalCode.TryOf(Encoding.ASCII.GetBytes(text), out ApprovalCode code));
        Span<byte> copy = stackalloc byte[8];
        Assert.Equal(6, code.CopyTo(copy));
        Assert.Equal(expected, Encoding.ASCII.GetString(copy[..6]));
        Assert.False(code.IsNone);
        Assert.NotEqual(default, code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("      ")]
    [InlineData("1234567")]
    [InlineData("12\n456")]
    public void Anything_else_is_none(string text)
    {
        Assert.False(ApprovalCode.TryOf(Encoding.ASCII.GetBytes(text), out ApprovalCode code));
        Assert.True(code.IsNone);
        Assert.Equal(0, code.CopyTo([]));
    }

    [Fact]
    public void It_is_read_from_DE_38_in_any_encoding()
    {
        foreach (MessageFormat format in MessageFormats.All)
        {
            Assert.True(ApprovalCode.TryRead(Written.View(format, Written.Message(format, 0210, (38, "A1B2C3"))), out ApprovalCode code));
            Assert.True(ApprovalCode.TryOf("A1B2C3"u8, out ApprovalCode expected));
            Assert.Equal(expected, code);
            Assert.Equal(expected.GetHashCode(), code.GetHashCode());
            Assert.False(ApprovalCode.TryRead(Written.View(format, Written.Message(format, 0210, (11, "1"))), out code));
            Assert.True(code.IsNone);
        }
    }
}
