namespace CardSwitch.Tests.Switching;

/// <summary>
/// Answers that were altered on their way, each in one respect: none reaches the shop, the operator is told of the field, and
/// the request times out and is reversed.
/// </summary>
public sealed class TamperedAnswerScenarios
{
    private const string Full =
        "mcc=5411 de12=053012 de13=1122 de14=2712 de19=756 de22=051 de23=001 de24=200 de25=00 acq=123456 mid=MERCHANT0000001"
        + " track2=4761739001010119=27122011758928889 de43=CORNER.SHOP.12.MAIN.ST.HARBOUR........XX pin=12345678 de100=654321"
        + " de102=1234567890 de103=0987654321";

    private static readonly ScenarioSettings Strict = new() { StrictAnswers = true };

    [Theory]
    [InlineData("pan=4761739001010028", 2)]
    [InlineData("pan=476173900101011", 2)]
    [InlineData("proc=010000", 3)]
    [InlineData("proc=200000", 3)]
    [InlineData("amount=000000012346", 4)]
    [InlineData("amount=000000012344", 4)]
    [InlineData("amount=999999999999", 4)]
    [InlineData("time=1122053013", 7)]
    [InlineData("time=1123053012", 7)]
    [InlineData("rrn=632605999999", 37)]
    [InlineData("tid=TERM0002", 41)]
    [InlineData("cur=840", 49)]
    [InlineData("de12=053013", 12)]
    [InlineData("de13=1123", 13)]
    [InlineData("de14=2812", 14)]
    [InlineData("mcc=6011", 18)]
    [InlineData("de19=276", 19)]
    [InlineData("de22=901", 22)]
    [InlineData("de23=002", 23)]
    [InlineData("de24=201", 24)]
    [InlineData("de25=59", 25)]
    [InlineData("acq=123457", 32)]
    [InlineData("acq=1234567", 32)]
    [InlineData("fwd=999999", 33)]
    [InlineData("track2=4761739001010119=28122011758928889", 35)]
    [InlineData("de36=12345678901234567890", 36)]
    [InlineData("mid=MERCHANT0000002", 42)]
    [InlineData("de43=CORNER.SHOP.13.MAIN.ST.HARBOUR........XX", 43)]
    [InlineData("de45=B4761739001010119^A/B^27122011758928889", 45)]
    [InlineData("pin=12345679", 52)]
    [InlineData("de90=020012345611220530120000012345600000000000", 90)]
    [InlineData("de95=000000000001000000000000C00000000C00000000", 95)]
    [InlineData("de100=654322", 100)]
    [InlineData("de102=1234567891", 102)]
    [InlineData("de103=0987654322", 103)]
    [InlineData("auth=-", 38)]
    [InlineData("pan=5200000000000007", 2)]
    [InlineData("rrn=000000000000", 37)]
    [InlineData("cur=979", 49)]
    [InlineData("day=1231 de12=235959", 12)]
    [InlineData("code=05", 38)]
    [InlineData("code=51", 38)]
    [InlineData("code=08 auth=-", 38)]
    [InlineData("code=11 auth=-", 38)]
    [InlineData("code=10", 39)]
    [InlineData("code=10 amount=000000000001", 4)]
    [InlineData("code=10 amount=000000099999", 4)]
    [InlineData("code=16 auth=-", 38)]
    [InlineData("de55=Z\u0001A", 55)]
    [InlineData("de55=q\u0001AZ\u0001A", 55)]
    [InlineData("de55=q\u0009A", 55)]
    [InlineData("stan=000777", 11)]
    public void An_answer_altered_in_any_field_is_not_forwarded(string change, int field) => Scenario.Play($"""
        shop  > 0200 {Full}
        bank  < 0200
        bank  > answer code=00 auth=A1B2C3 {change}
        notice Unmatched issuer=bank detail={field}
        shop  < nothing
        bank  pending=1 unmatched=1 approved=0
        journal Sent Unmatched
        wait 10 s
        shop  < 0210 code=91
        bank  < 0420
        bank  pending=0 timedOut=1
        """, with: Strict);

    [Theory]
    [InlineData("0110")]
    [InlineData("0230")]
    [InlineData("0410")]
    [InlineData("0810")]
    [InlineData("0220")]
    [InlineData("0200")]
    public void An_answer_of_another_type_is_not_forwarded(string type) => Scenario.Play($"""
        shop  > 0200
        bank  < 0200 stan=000001
        bank  > {type} stan=000001 rrn=632605123456 code=00 auth=A1B2C3
        shop  < nothing
        bank  pending=1 approved=0
        """, with: Strict);

    [Fact]
    public void An_answer_over_another_issuers_link_a_second_one_and_a_late_one_are_not_forwarded() => Scenario.Play("""
        shop  > 0200
        bank  < 0200 stan=000001
        other > 0210 stan=000001 rrn=632605123456 code=00 auth=A1B2C3
        shop  < nothing
        bank  > answer code=05
        shop  < 0210 code=05
        bank  > answer code=00 auth=A1B2C3
        shop  < nothing
        shop  > 0200
        bank  < 0200
        wait 10 s
        shop  < 0210 code=91
        bank  < 0420
        shop  > 0200 pan=4761739001010028
        bank  < 0200
        bank  > answer code=00 auth=A1B2C3 stan=000002
        shop  < nothing
        """, with: Strict);

    [Fact]
    public void A_partial_approval_that_nobody_asked_for_or_without_its_amount_is_not_forwarded()
    {
        Scenario.Play("""
            shop  > 0200
            bank  < 0200
            bank  > answer code=10
            notice Unmatched issuer=bank detail=39
            shop  < nothing
            """);
        Scenario.Play("""
            shop  > 0200
            bank  < 0200
            bank  > answer code=10 amount=-
            notice Unmatched issuer=bank detail=4
            shop  < nothing
            """, with: new() { AllowPartial = true });
    }

    [Fact]
    public void An_honest_answer_passes_the_strictest_checks() => Scenario.Play($"""
        shop  > 0200 {Full}
        bank  < 0200
        bank  > answer code=00 auth=A1B2C3 de55=q{'\u0001'}A day=1123
        shop  < 0210 code=00 auth=A1B2C3
        shop  > 0200 {Full}
        bank  < 0200
        bank  > answer code=51
        shop  < 0210 code=51
        bank  approved=1 declined=1
        """, with: Strict);
}
