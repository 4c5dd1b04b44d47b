namespace CardSwitch.Tests.Switching;

/// <summary>The same request again: one outcome, however often it is asked for.</summary>
public sealed class RepeatScenarios
{
    [Theory]
    [InlineData("again")]
    [InlineData("0201")]
    public void A_repeat_in_flight_is_attached_and_not_sent_again(string repeat) => Scenario.Play($"""
        shop  > 0200
        bank  < 0200
        shop  > {repeat}
        bank  < nothing
        bank  > answer code=00
        shop  < 0210 code=00 stan=123456
        shop  < nothing
        traffic repeats=1 answered=1
        journal Sent Answered
        """);

    [Fact]
    public void The_answer_goes_to_the_connection_that_asked_last() => Scenario.Play("""
        shop  > 0200 stan=000777
        bank  < 0200
        drop shop
        shop2 > 0200 stan=000777
        bank  > answer code=00
        shop2 < 0210 code=00 stan=000777
        bank undelivered=0 requests=1
        """);

    [Theory]
    [InlineData("00", "again")]
    [InlineData("51", "again")]
    [InlineData("00", "0201")]
    public void A_repeat_of_a_decided_request_gets_the_same_bytes_again(string code, string repeat) => Scenario.Play($"""
        shop  > 0200
        bank  < 0200
        bank  > answer code={code} auth=A1B2C3 de54=0002978C000000001000
        shop  < 0210 code={code}
        shop  > {repeat}
        bank  < nothing
        shop  < again
        shop  > {repeat}
        shop  < again
        traffic repeats=2 answered=3
        """);

    [Fact]
    public void A_repeat_in_another_format_gets_the_same_answer() => Scenario.Play("""
        shop  > 0200
        bank  < 0200
        bank  > answer code=00 auth=A1B2C3
        shop  < 0210 code=00 auth=A1B2C3
        shop  > 0201
        shop  < again
        """, banks: Iso8583.MessageFormats.Iso1987Binary);

    [Fact]
    public void A_repeat_of_a_time_out_is_91_again_and_goes_nowhere() => Scenario.Play("""
        shop  > 0200
        bank  < 0200
        wait 10 s
        shop  < 0210 code=91
        bank  < 0420
        shop  > again
        shop  < again
        bank  < nothing
        """);

    [Fact]
    public void What_was_declined_here_is_declined_again() => Scenario.Play("""
        drop bank
        shop  > 0200
        shop  < 0210 code=91
        up bank
        shop  > again
        shop  < 0210 code=91
        bank  < nothing
        """);

    [Theory]
    [InlineData("amount=000000012346")]
    [InlineData("pan=" + Scenario.SecondPan)]
    [InlineData("proc=200000")]
    [InlineData("cur=840")]
    public void The_same_key_with_other_content_is_94_and_an_alarm(string change) => Scenario.Play($"""
        shop  > 0200
        bank  < 0200 stan=000001
        shop  > 0201 {change}
        shop  < 0210 code=94
        notice RepeatDiffers issuer=bank stan=1
        bank  < nothing
        bank  > answer code=00
        shop  < 0210 code=00
        shop  > 0201 {change}
        shop  < 0210 code=94
        traffic repeatsDiffering=2
        """);

    [Theory]
    [InlineData("stan=000999")]
    [InlineData("rrn=632605000999")]
    [InlineData("time=1122053013")]
    [InlineData("tid=TERM0009")]
    [InlineData("mid=MERCHANT0000009")]
    [InlineData("acq=999")]
    public void Another_key_is_another_request(string change) => Scenario.Play($"""
        shop  > 0200
        bank  < 0200
        shop  > 0201 {change}
        bank  < 0201
        traffic repeats=0
        """);

    [Fact]
    public void Without_DE_7_the_terminals_time_tells_requests_apart() => Scenario.Play("""
        shop  > 0200 time=- de12=053012 de13=1122
        bank  < 0200
        shop  > again
        bank  < nothing
        shop  > 0201 de12=053013
        bank  < 0201
        """);

    [Fact]
    public void A_repeat_whose_first_attempt_was_never_seen_is_a_request() => Scenario.Play("""
        shop  > 0200 stan=000777 amount=-
        bank  < 0200
        bank  > answer code=00
        shop  < 0210 code=00
        shop  > 0201 stan=000778
        bank  < 0201 stan=000002
        bank  > answer code=00
        shop  < 0210 code=00 stan=000778
        """);

    [Fact]
    public void A_repeats_answer_waits_for_the_same_record() => Scenario.Play("""
        shop  > 0200
        bank  < 0200
        hold
        bank  > answer code=00
        shop  > again
        shop  < nothing
        durable
        shop  < 0210 code=00
        shop  < again
        """);

    [Fact]
    public void Repeats_are_known_over_a_cut_over() => Scenario.Play("""
        shop  > 0200
        bank  < 0200
        bank  > answer code=00
        shop  < 0210 code=00
        cutover
        wait 1 s
        shop  > again
        shop  < again
        bank  < nothing
        """);
}
