using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Switching;

/// <summary>One transaction's fates, as tables. The core is the real one; time is virtual.</summary>
public sealed class SwitchCoreScenarios
{
    [Fact]
    public void An_approved_purchase_comes_back_with_the_shops_own_trace_number() => Scenario.Play("""
        shop  > 0200
        bank  < 0200 pan=4761739001010119 stan=000001 amount=000000012345 rrn=632605123456
        bank  > answer code=00 auth=A1B2C3
        shop  < 0210 stan=123456 code=00 auth=A1B2C3 pan=4761739001010119 amount=000000012345 rrn=632605123456
        shop  < nothing
        bank requests=1 approved=1 declined=0 pending=0
        traffic received=1 answered=1
        """);

    [Fact]
    public void A_decline_is_handed_on_as_it_is() => Scenario.Play("""
        shop  > 0200
        bank  < 0200
        bank  > answer code=51
        shop  < 0210 code=51 stan=123456
        bank approved=0 declined=1
        """);

    [Fact]
    public void Two_shops_with_the_same_trace_number_do_not_meet() => Scenario.Play("""
        shop  > 0200 amount=000000000001
        bank  < 0200 stan=000001
        shop2 > 0200 amount=000000000002 stan=123456 tid=TERM0002
        bank  > answer code=00
        bank  < 0200 stan=000002
        bank  > answer code=51
        shop  < 0210 code=00 amount=000000000001 stan=123456
        shop2 < 0210 code=51 amount=000000000002 stan=123456
        shop  < nothing
        shop2 < nothing
        """);

    [Fact]
    public void Formats_may_differ_on_the_two_sides() => Scenario.Play("""
        shop  > 0200 track2=4761739001010119=27122011758928889
        bank  < 0200 stan=000001 track2=4761739001010119=27122011758928889
        bank  > answer code=00 auth=A1B2C3 track2=-
        shop  < 0210 stan=123456 code=00 auth=A1B2C3 track2=-
        """, banks: MessageFormats.Iso1987Binary);

    [Theory]
    [InlineData("pan=" + Scenario.StrangerPan, "15")]
    [InlineData("pan=" + Scenario.AbsentPan, "92")]
    [InlineData("pan=4761739001010118", "14")]
    [InlineData("pan=47617", "14")]
    [InlineData("stan=-", "closed")]
    [InlineData("pan=-", "30")]
    public void A_request_that_cannot_be_routed_is_answered_at_once(string change, string code) => Scenario.Play(
        $"""
        shop  > 0200 {change} pin=01234567
        {(code == "closed" ? "shop  < 0210 code=30 pin=-" : $"shop  < 0210 code={code} stan=123456 rrn=632605123456 pin=-")}
        bank  < nothing
        bank requests=0
        """);

    [Fact]
    public void The_card_number_may_come_from_track_2_alone() => Scenario.Play("""
        shop  > 0200 pan=- track2=4761739001010119=2712201
        bank  < 0200 stan=000001
        """);

    [Fact]
    public void A_network_message_that_asks_for_what_is_not_done_here_is_answered_12() => Scenario.Play("""
        shop  > 0800 only stan=000007 net=101
        shop  < 0810 code=12 stan=000007 net=101
        bank  < nothing
        """);

    [Fact]
    public void No_answer_in_time_is_91_and_the_late_answer_goes_nowhere() => Scenario.Play("""
        shop  > 0200 track2=4761739001010119=2712201 pin=01234567
        bank  < 0200 stan=000001
        wait 9999 ms
        shop  < nothing
        wait 1 ms
        shop  < 0210 code=91 stan=123456 rrn=632605123456 track2=- pin=-
        bank  > answer code=00
        shop  < nothing
        bank timedOut=1 late=1 unmatched=0 approved=0 pending=0
        """);

    [Fact]
    public void A_time_out_is_transcoded_like_any_answer() => Scenario.Play("""
        shop  > 0200
        bank  < 0200
        wait 10 s
        shop  < 0210 code=91 stan=123456 pan=4761739001010119
        """, banks: MessageFormats.Iso1987Binary);

    [Fact]
    public void An_atm_waits_longer() => Scenario.Play("""
        shop  > 0200 mcc=6011
        bank  < 0200
        wait 24 s
        shop  < nothing
        wait 1 s
        shop  < 0210 code=91
        """);

    [Fact]
    public void The_answer_may_come_over_another_link_of_the_same_issuer() => Scenario.Play("""
        up bank-2
        shop   > 0200
        bank-2 < 0200 stan=000001
        shop   > 0200
        bank   < 0200 stan=000002
        bank-2 > answer code=00
        shop   < 0210 code=00
        bank approved=1 pending=1
        """);

    [Fact]
    public void Links_are_used_in_turn_and_a_dropped_one_is_passed_over() => Scenario.Play("""
        up bank-2
        shop   > 0200
        shop   > 0200
        bank   < 0200
        bank-2 < 0200
        drop bank
        shop   > 0200
        shop   > 0200
        bank-2 < 0200
        bank-2 < 0200
        """);

    [Fact]
    public void With_no_link_up_it_is_91_at_once_and_other_banks_do_not_suffer() => Scenario.Play($"""
        drop bank
        shop  > 0200
        shop  < 0210 code=91 stan=123456
        shop  > 0200 pan={Scenario.OtherPan}
        other < 0200
        other > answer code=00
        shop  < 0210 code=00
        bank unreachable=1
        traffic issuerUnavailable=1
        """);

    [Fact]
    public void The_answer_of_one_issuer_does_not_fit_the_request_to_another() => Scenario.Play("""
        shop  > 0200
        bank  < 0200 stan=000001
        other > 0210 stan=000001 code=00
        shop  < nothing
        other unmatched=1
        bank pending=1
        """);

    [Theory]
    [InlineData("pan=5200000000000007")]
    [InlineData("proc=200000")]
    [InlineData("amount=000000012346")]
    [InlineData("amount=000000012344")]
    [InlineData("time=1122053013")]
    [InlineData("stan=000002")]
    [InlineData("rrn=632605123457")]
    [InlineData("tid=TERM0002")]
    [InlineData("cur=840")]
    [InlineData("code=-")]
    public void An_answer_that_differs_from_its_request_is_never_delivered(string change) => Scenario.Play($"""
        shop  > 0200
        bank  < 0200
        bank  > answer code=00 {change}
        shop  < nothing
        bank unmatched=1 approved=0 pending=1
        wait 10 s
        shop  < 0210 code=91
        """);

    [Fact]
    public void Fields_that_the_answer_leaves_out_need_not_match() => Scenario.Play("""
        shop  > 0200
        bank  < 0200
        bank  > answer code=00 pan=- amount=- time=- tid=- cur=- rrn=- proc=-
        shop  < 0210 code=00 stan=123456
        """);

    [Fact]
    public void A_lower_amount_is_let_through_only_for_a_partial_approval_that_is_allowed()
    {
        ScenarioSettings allowed = new() { AllowPartial = true };
        const string Table = """
            shop  > 0200
            bank  < 0200
            bank  > answer code=10 amount=000000010000
            """;
        Scenario.Play(Table + "\nshop < 0210 code=10 amount=000000010000", with: allowed);
        Scenario.Play(Table + "\nshop < nothing");
        Scenario.Play(Table.Replace("000000010000", "000000999999", StringComparison.Ordinal) + "\nshop < nothing", with: allowed);
        Scenario.Play(Table.Replace("code=10", "code=00", StringComparison.Ordinal) + "\nshop < nothing", with: allowed);
    }

    [Fact]
    public void An_answer_of_another_type_is_not_the_answer() => Scenario.Play("""
        shop  > 0100
        bank  < 0100 stan=000001
        bank  > 0210 stan=000001 rrn=632605123456 code=00
        shop  < nothing
        bank  > 0110 stan=000001 rrn=632605123456 code=00
        shop  < 0110 code=00 stan=123456
        """);

    [Fact]
    public void The_second_answer_to_a_request_goes_nowhere() => Scenario.Play("""
        shop  > 0200
        bank  < 0200
        bank  > answer code=00
        bank  > answer code=00
        shop  < 0210
        shop  < nothing
        bank approved=1 unmatched=1
        """);

    [Fact]
    public void The_answer_for_a_shop_that_has_gone_is_counted_and_goes_to_nobody() => Scenario.Play("""
        shop  > 0200
        bank  < 0200
        drop shop
        bank  > answer code=00
        shop2 < nothing
        bank approved=1 undelivered=1
        """);

    [Fact]
    public void An_issuers_limit_is_answered_91_and_frees_itself() => Scenario.Play($"""
        shop  > 0200
        shop  > 0200
        shop  > 0200
        shop  < 0210 code=91
        shop  > 0200 pan={Scenario.OtherPan}
        other < 0200
        bank  < 0200
        bank  > answer code=00
        shop  < 0210 code=00
        shop  > 0200
        bank  < 0200
        bank  < 0200
        bank shed=1 requests=3
        """, with: new() { MaxPending = 2 });

    [Fact]
    public void The_stations_limit_is_answered_96() => Scenario.Play($"""
        shop  > 0200
        shop  > 0200 pan={Scenario.OtherPan}
        shop  > 0200
        shop  < 0210 code=96 stan=123458
        traffic overloaded=1
        """, with: new() { MaxPendingInAll = 2 });

    [Fact]
    public void A_full_bank_link_is_passed_over_and_the_last_one_is_91() => Scenario.Play("""
        up bank-2
        full bank-2
        shop  > 0200
        bank  < 0200
        full bank
        shop  > 0200
        shop  < 0210 code=91
        bank shed=1
        """);

    [Fact]
    public void A_draining_station_finishes_what_it_has_and_takes_no_more() => Scenario.Play("""
        shop  > 0200
        bank  < 0200
        drain
        shop  > 0200
        shop  < 0210 code=91
        bank  > answer code=00
        shop  < 0210 code=00
        """);

    [Fact]
    public void A_format_error_is_answered_30_with_what_could_be_read()
    {
        CoreRig rig = Scenario.Play("shop2 < nothing");
        byte[] bad = MessageText.Write(
            MessageFormats.Iso1987Ascii, 200, ["pan=" + Scenario.Pan, "stan=123456", "rrn=632605123456", "cur=978"]);
        rig.Receive("shop", bad[..^1]);
        Assert.Null(MessageText.Mismatch(
            MessageFormats.Iso1987Ascii, rig.Take("shop")!, 210, ["code=30", "stan=123456", "rrn=632605123456", "cur=-"]));
        Assert.Empty(rig.Closed);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1")]
    [InlineData("02")]
    [InlineData("0200")]
    public void Bytes_that_are_no_message_close_the_link(string bytes)
    {
        CoreRig rig = Scenario.Play("shop2 < nothing");
        rig.Receive("shop", System.Text.Encoding.ASCII.GetBytes(bytes));
        Assert.Contains("shop", rig.Closed);
        Assert.Null(rig.Take("shop"));
        Assert.Equal(1, rig.Core.Traffic.Unanswerable);
    }

    [Fact]
    public void A_request_too_long_for_the_issuers_framing_is_answered_30() => Scenario.Play("""
        longest bank 100
        shop  > 0200 track2=4761739001010119=27122011758928889
        bank  < nothing
        shop  < 0210 code=30 stan=123456
        bank requests=0 pending=0
        traffic formatErrors=1 answered=1
        """);

    [Fact]
    public void An_answer_too_long_for_the_shops_framing_is_counted_and_goes_nowhere() => Scenario.Play("""
        longest shop 100
        shop  > 0200
        bank  < 0200
        bank  > answer code=00 auth=A1B2C3 track2=4761739001010119=27122011758928889
        shop  < nothing
        bank approved=1 undelivered=1 pending=0
        """);

    [Fact]
    public void Own_answers_too_long_for_the_framing_are_left_out_and_the_rest_goes_on() => Scenario.Play("""
        longest shop 80
        longest bank 80
        shop  > 0200
        bank  < nothing
        shop  < nothing
        bank  > 0200
        bank  < nothing
        shop  > 0200 only pan=4761739001010119 stan=000007
        bank  < 0200
        wait 10 s
        shop  < 0210 code=91 stan=000007
        traffic received=2 answered=1 formatErrors=1
        """);

    [Fact]
    public void A_time_out_whose_91_the_shop_cannot_take_is_over_all_the_same() => Scenario.Play("""
        shop  > 0200
        bank  < 0200
        longest shop 60
        wait 10 s
        shop  < nothing
        bank timedOut=1 reversals=1 pending=0
        wait 10 s
        bank timedOut=1
        """);

    [Fact]
    public void A_shops_answer_is_not_switched() => Scenario.Play("""
        shop  > 0210 code=00
        shop  < nothing
        bank  < nothing
        traffic unanswerable=1
        """);

    [Fact]
    public void An_issuers_request_is_declined_12() => Scenario.Play("""
        bank  > 0200
        bank  < 0210 code=12
        """);
}
