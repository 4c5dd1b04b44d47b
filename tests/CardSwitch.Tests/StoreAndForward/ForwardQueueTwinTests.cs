using CardSwitch.Iso8583;
using CardSwitch.Links;
using CardSwitch.StoreAndForward;
using FsCheck;
using FsCheck.Fluent;

namespace CardSwitch.Tests.StoreAndForward;

public sealed class ForwardQueueTwinTests
{
    private static readonly ResponseCode[] Codes =
        [.. "00 00 10 91 91 96 05 30".Split(' ').Select(code => ResponseCode.Of(System.Text.Encoding.ASCII.GetBytes(code)))];

    [Fact]
    public void It_does_what_its_slow_twin_does_and_loses_nothing()
    {
        var runs = Arb.From(
            from seed in Gen.Choose(0, int.MaxValue - 1)
            from lanes in Gen.Elements(1, 3, 40)
            from most in Gen.Elements(1, 2, 8, 64)
            from attempts in Gen.Elements(1, 3, 20)
            select (Seed: seed, Lanes: lanes, MaxInFlight: most, MaxAttempts: attempts));
        Prop.ForAll(runs, run => new Play(run.Seed, run.Lanes, run.MaxInFlight, run.MaxAttempts).Run())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(30));
    }

    private sealed class Play
    {
        private readonly Random random;
        private readonly int laneCount;
        private readonly ForwardSettings settings;
        private readonly ForwardQueue queue;
        private readonly SlowForwardQueue twin;
        private readonly HashSet<long> open = [];
        private long now = 1;
        private long lastNumber;

        public Play(int seed, int lanes, int maxInFlight, int maxAttempts)
        {
            random = new Random(seed);
            laneCount = lanes;
            settings = new ForwardSettings
            {
                RetryFirstNs = 50,
                RetryMostNs = 1_000,
                RetryUnsentNs = 7,
                MaxAttempts = maxAttempts,
                MaxInFlight = maxInFlight,
                TimeOutNs = 100,
            };
            queue = new ForwardQueue(settings);
            twin = new SlowForwardQueue(settings);
        }

        public void Run()
        {
            for (int i = 0; i < 10; i++) Restore();
            for (int step = 0; step < 800; step++)
            {
                Act(step / 200 % 2 == 0);
                Compare();
            }
            Settle();
        }

        private void Act(bool filling)
        {
            switch (random.Next(filling ? 20 : 16))
            {
                case < 5:
                    Send();
                    break;
                case < 8:
                    Answer(twin.InFlight.ToArray());
                    break;
                case 8:
                    Answer(twin.Waiting.Concat(twin.Parked).Where(entry => entry.Attempts > 0).ToArray());
                    break;
                case < 12:
                    now += random.Next(80);
                    Expire();
                    break;
                case 12:
                    var link = new LinkId(random.Next(3), 1);
                    queue.LinkDown(link, now);
                    twin.LinkDown(link, now);
                    break;
                case 13 when random.Next(4) == 0:
                    queue.Resume();
                    twin.Resume();
                    break;
                case 14 when random.Next(4) == 0:
                    Release();
                    break;
                case > 15:
                    Add();
                    break;
            }
        }

        private (long Number, ulong Lane, int Day) NewAdvice()
        {
            open.Add(++lastNumber);
            return (lastNumber, (ulong)random.Next(laneCount) * 0x9E3779B97F4A7C15, 20261122 + random.Next(2));
        }

        private void Add()
        {
            var (number, lane, day) = NewAdvice();
            queue.Add(TestAdvices.Advice(number, lane, day));
            twin.Add(new SlowForwardQueue.Entry(number, lane, day));
        }

        private void Restore()
        {
            var (number, lane, day) = NewAdvice();
            queue.Restore(TestAdvices.Advice(number, lane, day), parked: false);
            twin.Add(new SlowForwardQueue.Entry(number, lane, day));
        }

        private void Send()
        {
            SlowForwardQueue.Entry? expected = twin.Next(now);
            Assert.Equal(expected is not null, queue.TryNext(now, out StoredAdvice? advice));
            if (expected is null) return;
            Assert.Equal(expected.Number, advice!.Number);
            if (random.Next(6) == 0)
            {
                queue.NotSent(advice, now);
                twin.Wait(expected, now + settings.RetryUnsentNs);
                return;
            }
            var link = new LinkId(random.Next(3), 1);
            queue.Sent(advice, link, now);
            twin.Sent(expected, link, now);
            Assert.Same(advice, queue.InFlightWith(advice.Stan));
        }

        private void Answer(SlowForwardQueue.Entry[] entries)
        {
            if (entries.Length == 0) return;
            SlowForwardQueue.Entry entry = entries[random.Next(entries.Length)];
            AnswerWith(entry, Codes[random.Next(Codes.Length)]);
        }

        private void AnswerWith(SlowForwardQueue.Entry entry, ResponseCode code)
        {
            StoredAdvice advice = queue.Find((int)entry.Number)!;
            ForwardEnd end = queue.Answered(advice, code, now);
            Assert.Equal(twin.Answered(entry, code, now), end);
            if (end == ForwardEnd.Accepted) Assert.True(open.Remove(entry.Number));
        }

        private void Expire()
        {
            while (true)
            {
                var (expected, end) = twin.Expire(now);
                Assert.Equal(expected is not null, queue.TryExpire(now, out StoredAdvice? advice, out ForwardEnd found));
                if (expected is null) return;
                Assert.Equal((expected.Number, end), (advice!.Number, found));
            }
        }

        private void Release()
        {
            var released = new List<long>();
            queue.Release(advice => released.Add(advice.Number));
            Assert.Equal(twin.Release(), released);
        }

        private void Compare()
        {
            Assert.Equal(twin.Waiting.Count(), queue.Count);
            Assert.Equal(twin.Parked.Count, queue.Parked);
            Assert.Equal(twin.InFlight.Count(), queue.InFlight);
            Assert.Equal(Math.Max(now, twin.NextAt), Math.Max(now, queue.NextAt));
            for (int day = 20261121; day < 20261125; day++)
            {
                Assert.Equal(twin.Waiting.Count(entry => entry.Day == day), queue.CountOf(day));
            }
            Assert.Equal(twin.All, queue.All.Select(advice => advice.Number));
            Assert.Equal(open.Order(), twin.All);
            Assert.Equal(twin.InFlight.Count(), twin.InFlight.Select(entry => entry.Lane).Distinct().Count());
        }

        // The issuer accepts everything from now on: the queue runs empty.
        private void Settle()
        {
            Release();
            while (open.Count > 0)
            {
                now = Math.Max(now, queue.NextAt);
                Expire();
                Send();
                foreach (SlowForwardQueue.Entry entry in twin.InFlight.ToArray()) AnswerWith(entry, ResponseCode.Approved);
                if (twin.Parked.Count > 0) Release();
            }
            Compare();
            Assert.Equal((0, 0, 0, long.MaxValue), (queue.Count, queue.Parked, queue.InFlight, queue.NextAt));
        }
    }
}
