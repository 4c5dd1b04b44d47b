namespace CardSwitch.Tests.Switching;

/// <summary>An issuer that does not answer gets no more requests until it does.</summary>
public sealed class BreakerScenarios
{
    private static readonly ScenarioSettings TwoInRow = new()
    {
        BankSignsOn = true,
        Breaker = new() { Failures = 2, ProbeAfterNs = 5 * ScenarioSettings.Second, ProbeRequests = 2 },
    };

    private static readonly ScenarioSettings InProcess = TwoInRow with { BankSignsOn = false };

    // Two time-outs; the reversals of them are answered.
    private const string Opens = """
        shop  > 0200
        shop  > 0200
        bank  < 0200
        bank  < 0200
        wait 10 s
        shop  < 0210 code=91
        shop  < 0210 code=91
        bank  < 0420
        bank  > answer code=00
        bank  < 0420
        bank  > answer code=00
        notice BreakerOpened issuer=bank
        bank breaker=Open
        """;

    [Fact]
    public void An_open_breaker_answers_91_at_once_and_others_do_not_suffer() => Scenario.Play($"""
        {Opens}
        shop  > 0200
        shop  < 0210 code=91
        bank  < nothing
        shop  > 0200 pan={Scenario.OtherPan}
        other < 0200
        bank shed=1
        """, with: InProcess);

    [Fact]
    public void After_a_good_echo_a_few_requests_decide() => Scenario.Play($"""
        sign on bank
        {Opens}
        wait 5 s
        bank  < 0800 net=301
        bank  > answer code=00
        bank breaker=HalfOpen
        shop  > 0200
        shop  > 0200
        shop  > 0200
        shop  < 0210 code=91                 # the third of two
        bank  < 0200
        bank  > answer code=00
        bank  < 0200
        bank  > answer code=51
        notice BreakerClosed issuer=bank
        bank breaker=Closed
        shop  < 0210 code=00
        shop  < 0210 code=51
        shop  > 0200
        bank  < 0200
        """, with: TwoInRow);

    [Fact]
    public void A_time_out_of_such_a_request_opens_it_again() => Scenario.Play($"""
        {Opens}
        wait 5 s                             # an issuer without echoes is tried by requests
        bank breaker=HalfOpen
        shop  > 0200
        bank  < 0200
        wait 10 s
        shop  < 0210 code=91
        notice BreakerOpened
        bank breaker=Open
        """, with: InProcess);

    [Fact]
    public void An_echo_without_an_answer_leaves_it_open() => Scenario.Play($"""
        sign on bank
        {Opens}
        wait 5 s
        bank  < 0800 net=301
        wait 10 s
        bank  < repeat
        bank breaker=Open
        shop  > 0200
        shop  < 0210 code=91
        """, with: TwoInRow);

    [Fact]
    public void Reversals_and_advices_go_on() => Scenario.Play($"""
        {Opens}
        shop  > 0220 code=00
        shop  < 0230 code=00
        wait 1 ms
        bank  < 0220
        """, with: InProcess);

    [Fact]
    public void The_switch_stands_in_while_it_is_open() => Scenario.Play($"""
        {Opens}
        shop  > 0200
        shop  < 0210 code=00
        bank stoodIn=1
        """, with: InProcess with { StandIn = new(978, 20_000, 30_000, 3) { OnTimeOut = false } });
}
