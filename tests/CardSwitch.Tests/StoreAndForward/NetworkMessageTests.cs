using CardSwitch.Iso8583;
using CardSwitch.StoreAndForward;

namespace CardSwitch.Tests.StoreAndForward;

public sealed class NetworkMessageTests
{
    [Fact]
    public void An_echo_is_this_byte_for_byte()
    {
        Assert.Equal(
            Written.Ascii("0800", "8220000000000000 0400000000000000", "1122053012", "000042", "301"),
            Write(MessageFormats.Iso1987Ascii, 0800, NetworkMessage.Echo));
        Assert.Equal(
            Written.Hex("0801 8220000000000000 0400000000000000 1122053012 000042 0301"),
            Write(MessageFormats.Iso1987Binary, 0801, NetworkMessage.Echo));
    }

    [Fact]
    public void A_cut_over_names_the_day_and_who_says_so()
    {
        Assert.Equal(
            Written.Ebcdic("0800", "8222000080000000 0400000000000000", "1122053012", "000042", "1123", "0590001", "201"),
            Write(MessageFormats.Iso1987Ebcdic, 0800, NetworkMessage.CutOver, day: 20261123, institution: 90001));
    }

    [Fact]
    public void A_header_stands_before_it()
    {
        MessageFormat format = MessageFormats.Iso1987Ascii.WithHeader(HeaderSpec.Tpdu(0x0011, 0x0022));
        Assert.Equal(
            [.. Written.Hex("6000110022"), .. Written.Ascii("0800", "8220000000000000 0400000000000000", "1122053012", "000042", "001")],
            Write(format, 0800, NetworkMessage.SignOn));
    }

    [Theory]
    [InlineData("iso1993-ascii", 1804, NetworkMessage.SignOn, "801")]
    [InlineData("iso1993-binary", 1804, NetworkMessage.SignOff, "802")]
    [InlineData("iso1993-ascii", 1804, NetworkMessage.KeyChange, "811")]
    [InlineData("iso1993-ascii", 1804, NetworkMessage.CutOver, "821")]
    [InlineData("iso2003-ascii", 2804, NetworkMessage.Echo, "831")]
    public void Later_editions_ask_by_the_function_code(string format, int type, int code, string function)
    {
        MessageFormat known = MessageFormats.All.Single(known => known.Name == format);
        MessageView view = Written.View(known, Write(known, type, code, day: 20261123));
        Assert.Equal(function, view.GetText(24));
        Assert.False(view.Has(70));
        Assert.True(NetworkMessage.TryReadCode(view, out int read));
        Assert.Equal(code, read);
    }

    [Fact]
    public void What_it_asks_is_read_back_and_what_asks_nothing_is_told()
    {
        MessageFormat ascii = MessageFormats.Iso1987Ascii;
        foreach (int code in (int[])[NetworkMessage.SignOn, NetworkMessage.NewKey, NetworkMessage.Echo, 999])
        {
            Assert.True(NetworkMessage.TryReadCode(Written.View(ascii, Write(ascii, 0800, code)), out int read));
            Assert.Equal(code, read);
        }
        Assert.False(NetworkMessage.TryReadCode(Written.View(ascii, Written.Message(ascii, 0800, (11, "000001"))), out _));
        MessageFormat later = MessageFormats.Iso1993Ascii;
        Assert.False(NetworkMessage.TryReadCode(Written.View(later, Written.Message(later, 1804, (24, "899"))), out _));
    }

    [Fact]
    public void What_does_not_fit_is_not_written()
    {
        var message = new NetworkMessage();
        Assert.False(message.TryWrite(
            MessageFormats.Iso1987Ascii, MessageType.Of(0800), 301, 42, 1122053012, 0, 0, new byte[38], out int written));
        Assert.Equal(0, written);
        Assert.False(message.TryWrite(MessageFormats.Iso1993Ascii, MessageType.Of(1804), 999, 42, 1122053012, 0, 0, new byte[200], out _));
        Assert.True(message.TryWrite(
            MessageFormats.Iso1987Ascii, MessageType.Of(0800), 301, 42, 1122053012, 0, 0, new byte[39], out written));
        Assert.Equal(39, written);
    }

    private static byte[] Write(MessageFormat format, int type, int code, int day = 0, long institution = 0)
    {
        var destination = new byte[200];
        Assert.True(new NetworkMessage().TryWrite(
            format, MessageType.Of(type), code, stan: 42, transmission: 1122053012, day, institution, destination, out int written));
        return destination[..written];
    }
}
