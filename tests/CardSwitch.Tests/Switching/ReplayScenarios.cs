using CardSwitch.Iso8583;
using CardSwitch.Routing;

namespace CardSwitch.Tests.Switching;

/// <summary>Requests over links with MACs whose time is not now: an attacker can send them again, but not renew them.</summary>
public sealed class ReplayScenarios
{
    private static readonly ScenarioSettings Signed = new() { ShopsSign = true };

    [Theory]
    [InlineData("1122052513")]
    [InlineData("1122053511")]
    public void A_time_within_five_minutes_is_taken(string time) => Scenario.Play($"""
        shop  > 0200 time={time}
        bank  < 0200
        """, with: Signed);

    [Theory]
    [InlineData("1122052511", 94)]
    [InlineData("1122053513", 94)]
    [InlineData("1121053012", 94)]
    [InlineData("0229053012", 30)]
    [InlineData("9999999999", 30)]
    [InlineData("-", 30)]
    public void Any_other_time_is_declined(string time, int code) => Scenario.Play($"""
        shop  > 0200 time={time}
        shop  < 0210 code={code}
        bank  < nothing
        """, with: Signed);

    [Fact]
    public void Without_MACs_the_time_is_not_looked_at() => Scenario.Play("""
        shop  > 0200 time=0101000000
        bank  < 0200
        """);

    [Fact]
    public void What_is_declined_is_told_and_counted() => Scenario.Play("""
        shop  > 0200 time=1122050000 stan=000009
        shop  < 0210 code=94
        notice Replayed issuer=- stan=9 detail=1
        traffic replays=1 answered=1
        """, with: Signed);

    [Fact]
    public void A_request_sent_again_later_gets_its_answer_at_first_and_is_declined_then() => Scenario.Play("""
        shop  > 0200
        bank  < 0200
        bank  > answer code=00 auth=A1B2C3
        shop  < 0210 code=00
        wait 299 s
        shop2 > 0200 stan=123456
        shop2 < 0210 code=00
        wait 2 s
        shop2 > 0200 stan=123456
        shop2 < 0210 code=94
        bank  < nothing
        """, with: Signed);

    [Fact]
    public void Repeats_and_advices_may_come_late() => Scenario.Play("""
        shop  > 0200
        bank  < 0200
        wait 10 s
        shop  < 0210 code=91
        wait 3600 s
        bank  < 0420
        shop  > 0201
        shop  < 0210
        bank  < nothing
        shop  > 0220 code=00 time=1121000000
        shop  < 0230 code=00
        shop  > 0201 time=1121050000 stan=000123
        shop  < 0210 code=94
        """, with: Signed);

    [Fact]
    public void A_hundred_thousand_replays_give_no_second_authorisation()
    {
        const int Captured = 500, Rounds = 200;
        MessageFormat format = MessageFormats.Iso1987Ascii;
        var rig = new CoreRig(
            Signed.Core, Signed.Service("bank", format, signsOn: false), Signed.Service("other", format, signsOn: false));
        rig.Routes(new Route("4761", "bank"));
        rig.Shop("shop", format, isSigned: true);
        rig.Shop("attacker", format, isSigned: true);
        rig.Bank("bank", 0);
        rig.Wait(TimeSpan.Zero);

        List<byte[]> captured = [];
        for (int i = 1; i <= Captured; i++)
        {
            captured.Add(MessageText.Write(format, 200,
            [
                $"pan={Scenario.Pan}", "proc=000000", "amount=000000012345", "time=1122053012", $"stan={i:D6}", $"rrn=632605{i:D6}",
                "tid=TERM0001", "cur=978",
            ]));
            rig.Receive("shop", captured[^1]);
            byte[] sent = rig.Take("bank")!;
            rig.Receive("bank", MessageText.Change(format, sent, MessageType.Of(210), ["code=00"]));
            Assert.NotNull(rig.Take("shop"));
        }
        for (int round = 0; round < Rounds; round++)
        {
            // The first are within the window, and get the stored answer; the later ones are declined.
            rig.Wait(TimeSpan.FromSeconds(5));
            foreach (byte[] request in captured)
            {
                rig.Receive("attacker", request);
                Assert.NotNull(rig.Take("attacker"));
            }
        }
        Assert.Null(rig.Take("bank"));
        Assert.Equal(Captured, rig.Core.Issuers[0].Counts.Requests);
        Assert.Equal(Captured, rig.Core.Issuers[0].Counts.Approved);
        Assert.Equal(Captured * Rounds, rig.Core.Traffic.Repeats + rig.Core.Traffic.Replays);
        Assert.InRange(rig.Core.Traffic.Replays, 1, long.MaxValue);
        Assert.InRange(rig.Core.Traffic.Repeats, 1, long.MaxValue);
    }
}
