using CardSwitch.Iso8583;
using CardSwitch.StandIn;

namespace CardSwitch.Tests.Switching;

/// <summary>Approvals in an issuer's place when it is down, slow or silent, and the advices of them.</summary>
public sealed class StandInScenarios
{
    private static readonly StandInRules Rules = new(Currency: 978, AmountLimit: 20_000, DailyAmount: 30_000, DailyCount: 3);

    private static readonly ScenarioSettings Usual = new() { StandIn = Rules };

    [Fact]
    public void A_request_to_a_bank_that_is_down_is_approved_and_the_bank_told_later() => Scenario.Play("""
        drop bank
        shop  > 0200 track2=4761739001010119=2912201 acq=123456
        journal StoodIn
        shop  < 0210 code=00 auth=000001 stan=123456 track2=-
        shop  < nothing
        totals bank debits=1 net=-12345
        bank stoodIn=1 queued=1
        up bank
        wait 1 ms
        bank  < 0220 stan=000001 code=00 auth=000001 amount=000000012345 time=1122053012 rrn=632605123456 track2=-
        bank  > answer code=00
        bank queued=0 forwarded=1
        """, with: Usual);

    [Fact]
    public void An_authorisation_becomes_an_authorisation_advice() => Scenario.Play("""
        drop bank
        shop  > 0100
        shop  < 0110 code=00 auth=000001
        up bank
        wait 1 ms
        bank  < 0120 code=00 auth=000001
        """, with: Usual);

    [Fact]
    public void The_answer_waits_for_the_record() => Scenario.Play("""
        drop bank
        hold
        shop  > 0200
        shop  < nothing
        durable
        shop  < 0210 code=00
        """, with: Usual);

    [Fact]
    public void A_repeat_is_answered_as_before_and_counted_once() => Scenario.Play("""
        drop bank
        shop  > 0200
        shop  < 0210 code=00 auth=000001
        shop  > again
        shop  < again
        bank stoodIn=1
        totals bank debits=1
        """, with: Usual);

    [Theory]
    [InlineData("amount=000000020001")]
    [InlineData("cur=840")]
    [InlineData("proc=200000")]
    [InlineData("proc=310000")]
    [InlineData("pin=01234567")]
    [InlineData("de14=2610")]
    public void What_the_rules_do_not_cover_is_91(string change) => Scenario.Play($"""
        drop bank
        shop  > 0200 {change}
        shop  < 0210 code=91 auth=-
        bank stoodIn=0 queued=0
        """, with: Usual);

    [Fact]
    public void A_stopped_card_and_a_merchant_that_is_not_covered_are_91()
    {
        var stopped = new StopList("key"u8);
        Assert.True(Pan.TryParse(System.Text.Encoding.ASCII.GetBytes(Scenario.SecondPan), out Pan pan));
        stopped.Add(pan);
        Assert.True(MerchantTypes.TryParse(["7995"], out MerchantTypes games, out _));
        Scenario.Play($"""
            drop bank
            shop  > 0200 mcc=7995
            shop  < 0210 code=91
            shop  > 0200 mcc=5411 pan={Scenario.SecondPan}
            shop  < 0210 code=91
            shop  > 0200 mcc=5411
            shop  < 0210 code=00
            """, with: new() { StandIn = Rules with { StopList = stopped, ExceptMerchants = games } });
    }

    [Fact]
    public void A_cards_amount_and_count_of_a_day_are_limits() => Scenario.Play($"""
        drop bank
        shop  > 0200 amount=000000020000
        shop  < 0210 code=00
        shop  > 0200 amount=000000010001
        shop  < 0210 code=91
        shop  > 0200 amount=000000000001
        shop  < 0210 code=00
        shop  > 0200 amount=000000000001
        shop  < 0210 code=00
        shop  > 0200 amount=000000000001
        shop  < 0210 code=91
        shop  > 0200 pan={Scenario.SecondPan}
        shop  < 0210 code=00
        cutover
        shop  > 0200 amount=000000020000
        shop  < 0210 code=00
        bank stoodIn=5
        """, with: Usual);

    [Fact]
    public void After_a_time_out_the_original_is_reversed_first_and_the_advice_follows() => Scenario.Play("""
        shop  > 0200
        bank  < 0200 stan=000001
        wait 10 s
        journal Sent TimedOut StoodIn
        shop  < 0210 code=00 auth=000003 stan=123456
        shop  < nothing
        bank  < 0420 stan=000002 original=000001
        bank  < nothing
        bank  > answer code=00
        bank  < 0220 stan=000003 code=00 auth=000003
        bank  > answer code=00
        totals bank debits=1 debitReversals=0 net=-12345
        shop  > again
        shop  < again
        bank timedOut=1 stoodIn=1 forwarded=2
        """, with: Usual);

    [Fact]
    public void Time_outs_may_be_left_out() => Scenario.Play("""
        shop  > 0200
        bank  < 0200
        wait 10 s
        shop  < 0210 code=91
        bank stoodIn=0
        """, with: new() { StandIn = Rules with { OnTimeOut = false } });

    [Fact]
    public void A_bank_that_takes_no_more_is_stood_in_for() => Scenario.Play("""
        full bank
        shop  > 0200
        shop  < 0210 code=00
        bank stoodIn=1 requests=0
        """, with: Usual);

    [Fact]
    public void A_bank_at_its_limit_is_stood_in_for() => Scenario.Play($"""
        shop  > 0200
        shop  > 0200 pan={Scenario.SecondPan}
        shop  < 0210 code=00 stan=123457
        bank  < 0200
        bank pending=1 stoodIn=1
        """, with: Usual with { MaxPending = 1 });

    [Fact]
    public void The_shop_reverses_what_was_stood_in() => Scenario.Play("""
        drop bank
        shop  > 0200
        shop  < 0210 code=00 auth=000001
        shop  > 0420 original
        shop  < 0430 code=00
        journal StoodIn Reversed
        totals bank debits=1 debitReversals=1 net=0
        up bank
        wait 1 ms
        bank  < 0220 stan=000001
        bank  < nothing
        bank  > answer code=00
        bank  < 0420 stan=000002 original=0220/000001 auth=000001
        """, with: Usual);

    [Fact]
    public void A_stood_in_approval_that_the_shop_does_not_take_is_reversed() => Scenario.Play("""
        drop bank
        full shop
        shop  > 0200
        journal StoodIn Undelivered
        totals bank debits=1 debitReversals=1
        up bank
        wait 1 ms
        bank  < 0220 stan=000001
        bank  > answer code=00
        bank  < 0420 original=0220/000001
        """, with: Usual);

    [Fact]
    public void A_stood_in_approval_that_never_left_is_reversed() => Scenario.Play("""
        drop bank
        shop  > 0200
        unsent shop
        journal StoodIn Undelivered
        up bank
        wait 1 ms
        bank  < 0220 stan=000001
        bank  > answer code=00
        bank  < 0420 original=0220/000001
        """, with: Usual);

    [Fact]
    public void Nobody_is_stood_in_for_when_the_shop_has_gone_too() => Scenario.Play("""
        shop  > 0200
        bank  < 0200
        drop shop
        wait 10 s
        journal Sent TimedOut
        bank stoodIn=0
        """, with: Usual);

    [Fact]
    public void The_advice_goes_in_the_issuers_format() => Scenario.Play("""
        drop bank
        shop  > 0200
        shop  < 0210 code=00 auth=000001
        up bank
        wait 1 ms
        bank  < 0220 code=00 auth=000001 pan=4761739001010119
        """, banks: MessageFormats.Iso1987Binary, with: Usual);

    [Fact]
    public void After_a_time_out_an_approval_that_the_shop_does_not_take_is_reversed_after_its_advice() => Scenario.Play("""
        shop  > 0200
        bank  < 0200 stan=000001
        full shop
        wait 10 s
        journal Sent TimedOut StoodIn Undelivered
        bank  < 0420 original=000001
        bank  > answer code=00
        bank  < 0220 stan=000003
        bank  > answer code=00
        bank  < 0420 original=0220/000003
        bank  > answer code=00
        bank  < nothing
        totals bank debits=1 debitReversals=1
        """, with: Usual);

    [Fact]
    public void What_is_stood_in_after_a_time_out_may_never_leave_and_is_reversed() => Scenario.Play("""
        shop  > 0200
        bank  < 0200 stan=000001
        wait 10 s
        unsent shop
        journal Sent TimedOut StoodIn Undelivered
        """, with: Usual);
}
