using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Switching;

/// <summary>
/// What happens to the headers before the message type: a bank gets its link's own, a shop gets its own back with the
/// addresses exchanged, however many shops and formats are on the way.
/// </summary>
public sealed class HeaderScenarios
{
    private static readonly MessageFormat Tpdu = MessageFormats.Iso1987Binary.WithHeader(HeaderSpec.Tpdu(0x0003, 0x0000));
    private static readonly MessageFormat BaseI = MessageFormats.Iso1987Ebcdic.WithHeader(HeaderSpec.BaseI(400_552, 123_456));

    [Fact]
    public void Both_sides_of_one_format() => Scenario.Play("""
        shop  > 0200 header=6000010007
        bank  < 0200 header=6000030000 stan=000001
        shop2 > 0200 header=6000010008
        bank  > answer code=00 header=6011112222
        shop  < 0210 header=6000070001 code=00 stan=123456
        bank  < 0200 header=6000030000 stan=000002
        bank  > answer code=51
        shop2 < 0210 header=6000080001 code=51 stan=123457
        """, Tpdu, Tpdu);

    [Fact]
    public void A_bank_without_headers() => Scenario.Play("""
        shop  > 0200 header=6000010007
        bank  < 0200 stan=000001
        bank  > answer code=00
        shop  < 0210 header=6000070001 code=00 stan=123456
        """, Tpdu, MessageFormats.Iso1987Ascii);

    [Fact]
    public void A_bank_of_base_i_and_a_shop_without_headers() => Scenario.Play("""
        shop  > 0200
        bank  < 0200 header=160102 stan=000001
        bank  > answer code=00
        shop  < 0210 code=00 stan=123456
        """, MessageFormats.Iso1987Ascii, BaseI);

    [Fact]
    public void Own_answers_go_back_to_the_address_that_asked() => Scenario.Play($"""
        shop  > 0200 header=6000010007 pan={Scenario.StrangerPan}
        shop  < 0210 header=6000070001 code=15
        shop  > 0200 header=6000010009
        bank  < 0200 header=6000030000
        wait 11 s
        shop  < 0210 header=6000090001 code=91 stan=123457
        """, Tpdu, Tpdu);
}
