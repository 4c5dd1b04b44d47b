namespace CardSwitch.Tests.Switching;

/// <summary>Sign-on, sign-off, echoes, and links that come and go.</summary>
public sealed class NetworkScenarios
{
    private static readonly ScenarioSettings SignsOn = new() { BankSignsOn = true, EchoAfterSeconds = 30 };

    [Fact]
    public void A_link_carries_nothing_before_its_sign_on_is_answered() => Scenario.Play("""
        bank  < 0800 net=001 stan=000001 time=1122053012
        shop  > 0200
        shop  < 0210 code=91
        bank  < nothing
        bank  > answer code=00
        bank  < 0800 net=301 stan=000002
        shop  > 0200
        bank  < 0200 stan=000003
        """, with: SignsOn);

    [Fact]
    public void What_is_queued_waits_for_one_good_echo() => Scenario.Play("""
        bank  < 0800 net=001
        shop  > 0220 code=00
        shop  < 0230 code=00
        bank  > answer code=00
        bank  < 0800 net=301
        wait 1 s
        bank  < nothing
        bank  > answer code=00
        wait 1 ms
        bank  < 0220
        """, with: SignsOn);

    [Fact]
    public void A_refused_sign_on_is_told_and_tried_again() => Scenario.Play("""
        bank  < 0800 net=001
        bank  > answer code=05
        notice SignOnRefused issuer=bank stan=1 detail=5
        shop  > 0200
        shop  < 0210 code=91
        wait 30 s
        bank  < 0800 net=001
        """, with: SignsOn);

    [Fact]
    public void An_unanswered_sign_on_is_repeated_and_the_third_miss_closes_the_link() => Scenario.Play("""
        bank  < 0800 net=001
        wait 10 s
        bank  < repeat
        wait 10 s
        bank  < repeat
        bank open
        wait 10 s
        bank closed
        notice EchoMissed issuer=bank
        bank  < nothing
        """, with: SignsOn);

    [Fact]
    public void Silence_is_broken_by_an_echo_and_the_third_miss_closes_the_link() => Scenario.Play("""
        sign on bank
        wait 29 s
        bank  < nothing
        wait 1 s
        bank  < 0800 net=301
        wait 10 s
        bank  < repeat
        bank  > answer code=00               # the count begins anew
        wait 30 s
        bank  < 0800 net=301
        wait 10 s
        bank  < repeat
        wait 10 s
        bank  < repeat
        bank open
        wait 10 s
        bank closed
        notice EchoMissed
        """, with: SignsOn);

    [Fact]
    public void Traffic_is_as_good_as_an_echo() => Scenario.Play("""
        sign on bank
        wait 20 s
        shop  > 0200
        bank  < 0200
        bank  > answer code=00
        wait 29 s
        bank  < nothing
        wait 1 s
        bank  < 0800 net=301
        """, with: SignsOn);

    [Fact]
    public void A_bank_may_sign_on_off_and_echo_itself() => Scenario.Play("""
        sign on bank
        bank  > 0800 only stan=000901 net=301
        bank  < 0810 code=00 stan=000901 net=301
        bank  > 0800 only stan=000902 net=002
        bank  < 0810 code=00 stan=000902 net=002
        shop  > 0200
        shop  < 0210 code=91
        shop  > 0220 code=00
        shop  < 0230 code=00
        wait 1 s
        bank  < nothing
        bank  > 0800 only stan=000903 net=001
        bank  < 0810 code=00 stan=000903 net=001
        bank  < 0800 net=301                 # and one good echo before what is queued
        shop  > 0200
        bank  < 0200
        journal Network Queued Network Sent
        """, with: SignsOn);

    [Fact]
    public void What_is_queued_follows_the_echo_after_a_banks_own_sign_on() => Scenario.Play("""
        sign on bank
        bank  > 0800 only stan=000902 net=002
        bank  < 0810 code=00
        shop  > 0220 code=00
        bank  > 0800 only stan=000903 net=001
        bank  < 0810 code=00
        bank  < 0800 net=301
        bank  > answer code=00
        wait 1 ms
        bank  < 0220
        """, with: SignsOn);

    [Fact]
    public void Shops_are_answered_before_and_after_they_sign_on() => Scenario.Play("""
        shop  > 0200
        shop  < 0210 code=91
        shop  > 0220 code=00
        shop  < 0230 code=91
        shop  > 0420 original=0200/000777
        shop  < 0430 code=91
        shop  > 0800 only stan=000001 net=001
        shop  < 0810 code=00 stan=000001
        shop  > 0800 only stan=000002 net=301
        shop  < 0810 code=00 stan=000002
        shop  > 0200
        bank  < 0200
        bank  > answer code=00
        shop  < 0210 code=00
        shop  > 0800 only stan=000003 net=002
        shop  < 0810 code=00 stan=000003
        shop  > 0200
        shop  < 0210 code=91
        bank  < nothing
        """, with: new() { ShopsSignOn = true });

    [Fact]
    public void A_shop_that_need_not_sign_on_may_sign_off() => Scenario.Play("""
        shop  > 0800 only stan=000003 net=002
        shop  < 0810 code=00
        shop  > 0200
        shop  < 0210 code=91
        shop  > 0800 only stan=000004 net=001
        shop  < 0810 code=00
        shop  > 0200
        bank  < 0200
        """);

    [Fact]
    public void A_retiring_link_finishes_what_it_has_signs_off_and_goes() => Scenario.Play("""
        bank   < 0800 net=001
        bank   > answer code=00
        bank   < 0800 net=301
        bank   > answer code=00
        up bank-2
        bank-2 < 0800 net=001
        bank-2 > answer code=00
        bank-2 < 0800 net=301
        bank-2 > answer code=00
        shop   > 0200
        shop   > 0200
        bank   < 0200
        bank-2 < 0200
        retire bank-2
        shop   > 0200
        bank   < 0200
        wait 1 s
        bank-2 < nothing
        bank-2 > answer code=00              # of the one that waited over it
        wait 1 s
        bank-2 < 0800 net=002
        bank-2 open
        bank-2 > answer code=00
        bank-2 closed
        """, with: SignsOn);

    [Fact]
    public void A_retiring_link_without_network_management_just_goes() => Scenario.Play("""
        retire bank
        wait 1 ms
        bank closed
        bank  < nothing
        """);

    [Fact]
    public void With_failover_the_first_address_is_used_as_long_as_it_is_up() => Scenario.Play("""
        up bank-backup
        shop   > 0200
        shop   > 0200
        bank   < 0200
        bank   < 0200
        drop bank
        shop   > 0200
        bank-backup < 0200
        up bank
        shop   > 0200
        bank   < 0200
        bank-backup < nothing
        """, with: new() { Failover = true });

    [Fact]
    public void With_failover_a_full_output_leads_to_the_next_address() => Scenario.Play("""
        up bank-backup
        full bank
        shop   > 0200
        bank-backup < 0200
        """, with: new() { Failover = true });
}
