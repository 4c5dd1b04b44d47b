using CardSwitch.Issuing;
using FsCheck;
using FsCheck.Fluent;

namespace CardSwitch.Tests.Issuing;

public sealed class PendingRingTests
{
    private static readonly byte[] Sent = [1, 2, 3];

    [Fact]
    public void It_does_what_its_slow_twin_does()
    {
        var runs = Arb.From(
            from seed in Gen.Choose(0, int.MaxValue - 1)
            from most in Gen.Elements(1, 2, 40, 600, 1_500)
            from start in Gen.Elements(0, 1_000, 999_400, 999_990, 999_999)
            select (Seed: seed, MaxPending: most, LastStan: start));
        Prop.ForAll(runs, run => Play(new Random(run.Seed), run.MaxPending, run.LastStan))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(15));
    }

    private static void Play(Random random, int maxPending, int lastStan)
    {
        var ring = new PendingRing(maxPending, lastStan);
        var twin = new SlowRing(lastStan);
        var ended = new Queue<int>();
        long now = 0;
        // Filling up and emptying in turn, so that the ring grows and wraps.
        for (int step = 0; step < 3_000; step++)
        {
            bool filling = step / 700 % 2 == 0;
            switch (random.Next(10))
            {
                case < 7 when filling && !ring.IsFull:
                    Register(ring, twin, now, random);
                    break;
                case < 8 when twin.Waiting.Count > 0:
                    int answered = twin.Waiting.Keys.ElementAt(random.Next(twin.Waiting.Count));
                    CheckWaiting(ring, twin, answered);
                    ring.End(SlotOf(ring, answered), PendingState.Free);
                    twin.Answer(answered);
                    ended.Enqueue(answered);
                    break;
                case 8:
                    now += random.Next(200);
                    Expire(ring, twin, now);
                    break;
                default:
                    CheckUnknown(ring, twin, ended);
                    break;
            }
            Assert.Equal(twin.Waiting.Count, ring.Count);
            Assert.Equal(twin.Waiting.Count >= maxPending, ring.IsFull);
        }
        foreach (int stan in twin.Waiting.Keys) CheckWaiting(ring, twin, stan);
        Expire(ring, twin, long.MaxValue - 1);
        Assert.Equal(0, ring.Count);
    }

    private static void Register(PendingRing ring, SlowRing twin, long now, Random random)
    {
        int stan = ring.NextStan();
        Assert.Equal(twin.Next(), stan);
        Assert.InRange(stan, 1, 999_999);
        Assert.DoesNotContain(stan, twin.Waiting.Keys);
        byte[] frame = new byte[random.Next(8) == 0 ? random.Next(500, 700) : random.Next(1, 40)];
        random.NextBytes(frame);
        long deadline = now + random.Next(1, 2_000);
        ring.Add(stan, deadline, frame).OriginatorStan = stan ^ 0x5555;
        twin.Add(stan, deadline, frame);
        CheckWaiting(ring, twin, stan);
    }

    private static void Expire(PendingRing ring, SlowRing twin, long now)
    {
        var found = new List<int>();
        int cursor = 0;
        for (int slot; (slot = ring.NextExpired(now, ref cursor)) >= 0;)
        {
            int stan = ring[slot].Stan;
            CheckWaiting(ring, twin, stan);
            found.Add(stan);
            ring.End(slot, PendingState.TimedOut);
        }
        Assert.Equal(twin.Due(now), found.Order());
        foreach (int stan in found) twin.TimeOut(stan);
        foreach (int stan in twin.TimedOut) Assert.Equal(PendingState.TimedOut, ring.Find(stan, out _));
    }

    private static void CheckWaiting(PendingRing ring, SlowRing twin, int stan)
    {
        int slot = SlotOf(ring, stan);
        Assert.Equal((stan, stan ^ 0x5555), (ring[slot].Stan, ring[slot].OriginatorStan));
        Assert.Equal(twin.Waiting[stan].Frame, ring.SentFrame(slot).ToArray());
    }

    // A number that does not wait is found, if at all, as what became of it.
    private static void CheckUnknown(PendingRing ring, SlowRing twin, Queue<int> ended)
    {
        Assert.Equal(PendingState.Free, ring.Find(0, out _));
        if (!ended.TryDequeue(out int stan) || twin.Waiting.ContainsKey(stan) || twin.TimedOut.Contains(stan)) return;
        Assert.Equal(PendingState.Free, ring.Find(stan, out _));
    }

    [Fact]
    public void Numbers_wrap_from_999999_to_1_and_pass_over_those_that_wait()
    {
        var ring = new PendingRing(10, lastStan: 999_997);
        int[] first = [.. Enumerable.Range(0, 4).Select(_ => Wait(ring))];
        Assert.Equal([999_998, 999_999, 1, 2], first);

        // 575 shares its ticket with 999999, which still waits.
        Assert.Equal(999_999 % 1024, 575);
        foreach (int stan in (int[])[999_998, 1, 2]) ring.End(SlotOf(ring, stan), PendingState.Free);
        for (int stan = 3; stan < 575; stan++) Assert.Equal(stan, WaitAndEnd(ring));
        Assert.Equal(576, WaitAndEnd(ring));
        Assert.Equal(999_999, ring[SlotOf(ring, 999_999)].Stan);
    }

    [Fact]
    public void A_number_that_timed_out_is_known_until_its_ticket_is_given_away()
    {
        var ring = new PendingRing(10);
        int stan = Wait(ring);
        ring.End(SlotOf(ring, stan), PendingState.TimedOut);
        for (int i = 0; i < 1023; i++) WaitAndEnd(ring);
        Assert.Equal(PendingState.TimedOut, ring.Find(stan, out _));
        Assert.Equal(stan + 1024, WaitAndEnd(ring));
        Assert.Equal(PendingState.Free, ring.Find(stan, out _));
    }

    [Fact]
    public void A_long_frame_is_held_until_its_slot_is_used_again()
    {
        var ring = new PendingRing(5_000);
        byte[] frame = [.. Enumerable.Range(0, 513).Select(i => (byte)i)];
        int stan = ring.NextStan();
        ring.Add(stan, 100, frame);
        frame[0] = 99;
        for (int i = 0; i < 3_000; i++) Wait(ring);
        Assert.Equal(0, ring.SentFrame(SlotOf(ring, stan))[0]);
        Assert.Equal(frame[1..], ring.SentFrame(SlotOf(ring, stan))[1..].ToArray());

        int slot = SlotOf(ring, stan);
        ring.End(slot, PendingState.TimedOut);
        Assert.Equal(513, ring.SentFrame(slot).Length);
        Wait(ring);
        Assert.NotEqual(513, ring.SentFrame(slot).Length);
    }

    [Fact]
    public void A_limit_that_the_numbers_do_not_suffice_for_is_the_programmers_error()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new PendingRing(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PendingRing(250_000));
        _ = new PendingRing(249_999);
    }

    private static int Wait(PendingRing ring)
    {
        int stan = ring.NextStan();
        ring.Add(stan, 1_000, Sent);
        return stan;
    }

    private static int WaitAndEnd(PendingRing ring)
    {
        int stan = Wait(ring);
        ring.End(SlotOf(ring, stan), PendingState.Free);
        return stan;
    }

    private static int SlotOf(PendingRing ring, int stan)
    {
        Assert.True(ring.Find(stan, out int slot) == PendingState.Waiting, $"{stan} is lost.");
        return slot;
    }
}
