using CardSwitch.Iso8583;
using CardSwitch.Links;
using CardSwitch.StoreAndForward;

namespace CardSwitch.Tests.StoreAndForward;

public sealed class ForwardQueueTests
{
    private static readonly LinkId Link = new(1, 1);
    private static readonly ForwardSettings Settings = new() { RetryFirstNs = 5, RetryMostNs = 30, TimeOutNs = 10, MaxAttempts = 4 };

    [Fact]
    public void A_card_has_one_advice_in_flight_and_the_others_do_not_wait_for_it()
    {
        var queue = new ForwardQueue(Settings);
        queue.Add(TestAdvices.Advice(1, lane: 7));
        queue.Add(TestAdvices.Advice(2, lane: 7));
        queue.Add(TestAdvices.Advice(3, lane: 8));

        Assert.Equal([1, 3], SendAll(queue, now: 100));
        Assert.Equal((3, 2), (queue.Count, queue.InFlight));
        Assert.Equal(ForwardEnd.Accepted, queue.Answered(queue.InFlightWith(1)!, ResponseCode.Approved, 101));
        Assert.Equal([2], SendAll(queue, now: 101));
        Assert.False(queue.Holds(1));
    }

    [Fact]
    public void Silence_and_not_now_double_the_delay_up_to_the_most_and_then_park()
    {
        var queue = new ForwardQueue(Settings with { MaxAttempts = 6 });
        queue.Add(TestAdvices.Advice(1));
        long now = 100;
        var delays = new List<long>();
        while (queue.Parked == 0)
        {
            Assert.Equal([1], SendAll(queue, now));
            if (delays.Count % 2 == 0)
            {
                queue.Answered(queue.InFlightWith(1)!, ResponseCode.IssuerUnavailable, now);
            }
            else
            {
                now += 10;
                Assert.Equal(now, queue.NextAt);
                Assert.True(queue.TryExpire(now, out _, out _));
            }
            if (queue.Parked > 0) break;
            delays.Add(queue.NextAt - now);
            now = queue.NextAt;
        }
        Assert.Equal([5, 10, 20, 30, 30], delays);
        Assert.Equal((0, 1, long.MaxValue), (queue.Count, queue.Parked, queue.NextAt));
    }

    [Fact]
    public void What_is_parked_does_not_hold_up_its_lane()
    {
        var queue = new ForwardQueue(Settings);
        queue.Add(TestAdvices.Advice(1));
        queue.Add(TestAdvices.Advice(2));
        SendAll(queue, now: 1);
        Assert.Equal(ForwardEnd.Parked, queue.Answered(queue.InFlightWith(1)!, ResponseCode.FormatError, 2));

        Assert.Equal([2], SendAll(queue, now: 2));
        Assert.True(queue.Holds(1));
        Assert.Null(queue.InFlightWith(1));
        Assert.Equal([1, 2], queue.All.Select(advice => advice.Number));
    }

    [Fact]
    public void What_is_released_starts_anew_as_a_repeat_behind_what_was_tried_and_before_what_was_not()
    {
        var queue = new ForwardQueue(Settings);
        for (int number = 1; number <= 3; number++) queue.Add(TestAdvices.Advice(number));
        SendAll(queue, now: 1);
        queue.Answered(queue.Find(1)!, ResponseCode.FormatError, 2);
        SendAll(queue, now: 2);

        var released = new List<long>();
        queue.Release(advice => released.Add(advice.Number));

        Assert.Equal([1], released);
        Assert.Equal((0, true), (queue.Find(1)!.Attempts, queue.Find(1)!.IsRepeat));
        queue.Answered(queue.Find(2)!, ResponseCode.Approved, 3);
        Assert.Equal([1], SendAll(queue, now: 3));
        queue.Answered(queue.Find(1)!, ResponseCode.Approved, 4);
        Assert.Equal([3], SendAll(queue, now: 4));
    }

    [Fact]
    public void A_link_that_goes_down_ends_the_attempts_over_it_and_parks_none()
    {
        var queue = new ForwardQueue(Settings with { MaxAttempts = 1 });
        queue.Add(TestAdvices.Advice(1, lane: 1));
        queue.Add(TestAdvices.Advice(2, lane: 2));
        Assert.True(queue.TryNext(10, out StoredAdvice? first));
        queue.Sent(first, new LinkId(5, 1), 10);
        SendAll(queue, now: 10);

        queue.LinkDown(new LinkId(5, 1), 12);
        queue.LinkDown(new LinkId(5, 2), 12);
        Assert.Equal((2, 0, 1, 17L), (queue.Count, queue.Parked, queue.InFlight, queue.NextAt));
        queue.LinkDown(Link, 12);
        Assert.Equal([1, 2], SendAll(queue, now: 17));
    }

    [Fact]
    public void An_attempt_that_no_link_took_does_not_count()
    {
        var queue = new ForwardQueue(Settings with { RetryUnsentNs = 3 });
        queue.Add(TestAdvices.Advice(1));
        Assert.True(queue.TryNext(10, out StoredAdvice? advice));
        queue.NotSent(advice, 10);
        Assert.Equal((0, false, 13L), (advice.Attempts, advice.IsRepeat, queue.NextAt));
        Assert.False(queue.TryNext(12, out _));
        Assert.True(queue.TryNext(13, out _));
    }

    [Fact]
    public void An_acceptance_counts_however_late_it_comes()
    {
        var queue = new ForwardQueue(Settings);
        queue.Add(TestAdvices.Advice(1));
        SendAll(queue, now: 1);
        Assert.True(queue.TryExpire(11, out StoredAdvice? advice, out ForwardEnd end));
        Assert.Equal(ForwardEnd.Retry, end);
        Assert.Equal(ForwardEnd.Retry, queue.Answered(advice, ResponseCode.SystemMalfunction, 12));
        Assert.Equal(16, queue.NextAt);
        Assert.Equal(ForwardEnd.Accepted, queue.Answered(advice, ResponseCode.Approved, 12));
        Assert.Equal((0, false, long.MaxValue), (queue.Count, queue.TryNext(100, out _), queue.NextAt));
    }

    [Fact]
    public void An_issuer_that_is_back_gets_what_waits_at_once()
    {
        var queue = new ForwardQueue(Settings);
        queue.Add(TestAdvices.Advice(1));
        SendAll(queue, now: 1);
        queue.LinkDown(Link, 2);
        Assert.False(queue.TryNext(3, out _));
        queue.Resume();
        Assert.Equal([1], SendAll(queue, now: 3));
    }

    [Fact]
    public void Restored_ones_go_as_repeats_and_the_parked_stay_parked()
    {
        var queue = new ForwardQueue(Settings);
        queue.Restore(TestAdvices.Advice(1), parked: true);
        queue.Restore(TestAdvices.Advice(2), parked: false);
        Assert.Equal((1, 1, 1, 0), (queue.Count, queue.Parked, queue.CountOf(20261122), queue.InFlight));
        Assert.True(queue.TryNext(1, out StoredAdvice? advice));
        Assert.Equal((2L, true), (advice.Number, advice.IsRepeat));
    }

    [Theory]
    [InlineData(0420, "00", nameof(ForwardEnd.Accepted))]
    [InlineData(0420, "08", nameof(ForwardEnd.Accepted))]
    [InlineData(0220, "10", nameof(ForwardEnd.Accepted))]
    [InlineData(0220, "11", nameof(ForwardEnd.Accepted))]
    [InlineData(0220, "16", nameof(ForwardEnd.Accepted))]
    [InlineData(1420, "400", nameof(ForwardEnd.Accepted))]
    [InlineData(2420, "4000", nameof(ForwardEnd.Accepted))]
    [InlineData(1220, "000", nameof(ForwardEnd.Accepted))]
    [InlineData(0520, "95", nameof(ForwardEnd.Accepted))]
    [InlineData(0420, "95", nameof(ForwardEnd.Parked))]
    [InlineData(0420, "91", nameof(ForwardEnd.Retry))]
    [InlineData(0420, "96", nameof(ForwardEnd.Retry))]
    [InlineData(1420, "907", nameof(ForwardEnd.Retry))]
    [InlineData(0420, "90", nameof(ForwardEnd.Parked))]
    [InlineData(0420, "94", nameof(ForwardEnd.Parked))]
    [InlineData(0420, "25", nameof(ForwardEnd.Parked))]
    [InlineData(0220, "51", nameof(ForwardEnd.Parked))]
    [InlineData(1420, "904", nameof(ForwardEnd.Parked))]
    [InlineData(0420, "", nameof(ForwardEnd.Parked))]
    public void The_code_decides(int type, string code, string end)
    {
        ResponseCode parsed = code.Length == 0 ? default : ResponseCode.Of(System.Text.Encoding.ASCII.GetBytes(code));
        Assert.Equal(end, ForwardVerdict.Of(MessageType.Of(type), parsed).ToString());
    }

    [Fact]
    public void Nothing_due_costs_nothing_even_with_a_hundred_thousand_lanes()
    {
        const int Lanes = 100_000;
        var queue = new ForwardQueue(Settings with { MaxInFlight = Lanes, RetryFirstNs = 1_000 });
        for (int number = 1; number <= Lanes; number++) queue.Add(TestAdvices.Advice(number, (ulong)number * 0x9E3779B97F4A7C15));
        Assert.Equal(Enumerable.Range(1, Lanes).Select(number => (long)number), SendAll(queue, now: 1));
        for (int number = 1; number <= Lanes / 2; number++)
        {
            queue.Answered(queue.InFlightWith(number)!, ResponseCode.IssuerUnavailable, now: 2 + number % 5);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        bool any = false;
        long next = 0;
        for (int tick = 0; tick < 100_000; tick++)
        {
            any |= queue.TryNext(8, out _) | queue.TryExpire(8, out _, out _);
            next = queue.NextAt;
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal((false, 11L), (any, next));

        while (queue.TryExpire(11, out _, out _)) { }
        Assert.Equal(Lanes, SendAll(queue, now: 2_000).Count);
        for (int number = Lanes; number > 0; number--) queue.Answered(queue.InFlightWith(number)!, ResponseCode.Approved, 2_001);
        Assert.Equal((0, long.MaxValue), (queue.Count, queue.NextAt));
    }

    private static List<long> SendAll(ForwardQueue queue, long now)
    {
        var sent = new List<long>();
        while (queue.TryNext(now, out StoredAdvice? advice))
        {
            queue.Sent(advice, Link, now);
            sent.Add(advice.Number);
        }
        return sent;
    }
}
