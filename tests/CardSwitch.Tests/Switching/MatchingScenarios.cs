namespace CardSwitch.Tests.Switching;

/// <summary>What fits no request goes to nobody, and the operator is told what it nearly fitted.</summary>
public sealed class MatchingScenarios
{
    [Theory]
    [InlineData("stan=000009", 11)]
    [InlineData("amount=000000012346", 4)]
    [InlineData("rrn=632605000009", 37)]
    [InlineData("cur=840", 49)]
    public void The_nearest_request_and_the_field_that_differs_are_told(string change, int field) => Scenario.Play($"""
        shop  > 0200
        shop  > 0200 pan={Scenario.SecondPan} tid=TERM0002 amount=000000000001
        bank  < 0200 stan=000001
        bank  > answer code=00 {change}
        notice Unmatched issuer=bank stan=1 detail={field}
        journal Sent Sent Unmatched
        shop  < nothing
        bank pending=2 unmatched=1
        """);

    [Fact]
    public void An_answer_near_no_request_names_none() => Scenario.Play("""
        bank  > 0210 code=00 stan=000901
        notice Unmatched issuer=bank stan=0 detail=0
        journal Unmatched
        """);

    [Fact]
    public void An_answer_of_another_issuer_fits_nothing() => Scenario.Play("""
        shop  > 0200
        bank  < 0200 stan=000001
        other > 0210 code=00 stan=000001 rrn=632605123456
        notice Unmatched issuer=other stan=0
        bank pending=1
        """);

    [Fact]
    public void A_partial_approval_counts_for_what_was_approved() => Scenario.Play("""
        shop  > 0200 amount=000000010000
        bank  < 0200
        bank  > answer code=10 amount=000000004000
        shop  < 0210 code=10 amount=000000004000
        totals bank debits=1 net=-4000
        shop  > 0420 original
        totals bank debitReversalAmount=4000 net=0
        """, with: new() { AllowPartial = true });

    [Fact]
    public void Trace_numbers_in_use_by_the_queue_are_passed_over()
    {
        CoreRig rig = Scenario.Play("""
            drop bank
            shop  > 0220 code=00
            shop  < 0230 code=00
            """);
        rig.Core.Issuers[0].Pending.StartAfter(999_999);
        rig.Bank("bank", 0);
        rig.Receive("shop", MessageText.Write(
            Iso8583.MessageFormats.Iso1987Ascii, 200, [$"pan={Scenario.Pan}", "stan=000005", "time=1122053012"]));
        Assert.Null(MessageText.Mismatch(Iso8583.MessageFormats.Iso1987Ascii, rig.Take("bank")!, 200, ["stan=000002"]));
    }
}
