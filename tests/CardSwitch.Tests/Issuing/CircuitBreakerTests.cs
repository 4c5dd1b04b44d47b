using System.Globalization;
using CardSwitch.Issuing;
using FsCheck;
using FsCheck.Fluent;

namespace CardSwitch.Tests.Issuing;

public sealed class CircuitBreakerTests
{
    // In the tables times are whole numbers of ns: 3 failures in a row, or half of at least 6 results in 100; a probe after
    // 50, and 2 requests decide.
    private static readonly BreakerSettings Small = new()
    {
        Failures = 3,
        Samples = 6,
        FailurePercent = 50,
        WindowNs = 100,
        ProbeAfterNs = 50,
        ProbeRequests = 2,
    };

    /// <summary>
    /// An event and the state after it: ok@T and fail@T are results of requests sent just then, or at S with /S; send@T a
    /// request let through, no@T one that is not; probe@T a probe that is due, idle@T none; echo@T and silent@T what came of it.
    /// </summary>
    [Theory]
    [InlineData("failures in a row open", "fail@1 C, fail@2 C, fail@3 O")]
    [InlineData("a success begins the count again", "fail@1 C, fail@2 C, ok@3 C, fail@4 C, fail@5 C, fail@6 O")]
    [InlineData("half of six results open", "ok@1 C, ok@2 C, ok@3 C, fail@4 C, ok@5 C, fail@6 C, fail@7 C, ok@8 C, fail@9 C, fail@10 O")]
    [InlineData("five results are too few", "fail@1 C, ok@2 C, fail@3 C, ok@4 C, fail@5 C")]
    [InlineData("the sixth makes them enough", "fail@1 C, ok@2 C, fail@3 C, ok@4 C, fail@5 C, ok@6 C, fail@7 O")]
    [InlineData("a success never opens", "fail@1 C, fail@2 C, ok@3 C, fail@4 C, fail@5 C, ok@6 C, send@7 C")]
    [InlineData("what is a window old does not count", "ok@0 C, ok@1 C, ok@2 C, fail@3 C, ok@50 C, fail@100 C, ok@101 C, fail@102 C")]
    [InlineData("what is nearly a window old does", "ok@0 C, ok@1 C, fail@3 C, fail@50 C, ok@98 C, fail@99 O")]
    [InlineData("open lets nothing through", "fail@1 C, fail@2 C, fail@3 O, no@4 O, no@400 O")]
    [InlineData("a probe is due after its time", "fail@1 C, fail@2 C, fail@3 O, idle@52 O, probe@53 O, idle@54 O, probe@103 O")]
    [InlineData("a silent probe begins the time again", "fail@1 C, fail@2 C, fail@3 O, probe@53 O, silent@90 O, idle@139 O, probe@140 O")]
    [InlineData("an echo lets two through", "fail@1 C, fail@2 C, fail@3 O, echo@60 H, send@61 H, send@62 H, no@63 H")]
    [InlineData("two successes close", "fail@1 C, fail@2 C, fail@3 O, echo@60 H, send@61 H, ok@62 H, send@63 H, ok@64 C, send@65 C, send@66 C, send@67 C")]
    [InlineData("one failure opens again", "fail@1 C, fail@2 C, fail@3 O, echo@60 H, send@61 H, ok@62 H, send@63 H, fail@64 O, no@65 O, idle@113 O, probe@114 O")]
    [InlineData("results of before the opening are nothing", "fail@1 C, fail@2 C, fail@3 O, fail@20/2 O, ok@21/2 O, echo@60 H, fail@61/2 H, ok@62/2 H, ok@63/2 H, ok@64/2 H, send@65 H")]
    [InlineData("nor after the closing", "fail@1 C, fail@2 C, fail@3 O, echo@60 H, ok@61 H, ok@62 C, fail@63/2 C, fail@64/2 C, fail@65/2 C, fail@66/61 C")]
    [InlineData("requests without a result do not hold it half open", "fail@1 C, fail@2 C, fail@3 O, echo@60 H, send@61 H, send@62 H, idle@109 H, probe@110 H, echo@111 H, send@112 H, ok@113 H, ok@114 C")]
    [InlineData("an echo while requests remain changes nothing", "fail@1 C, fail@2 C, fail@3 O, echo@60 H, send@61 H, echo@62 H, send@63 H, no@64 H")]
    [InlineData("closed it needs no probe", "idle@500 C, echo@501 C, silent@502 C, send@503 C")]
    public void It_opens_is_probed_and_closes(string what, string events)
    {
        var breaker = new CircuitBreaker(Small);
        foreach (string line in events.Split(", "))
        {
            Play(breaker, line);
            Assert.True(line[^1] == breaker.State.ToString()[0], $"{what}: {breaker.State} after {line}");
            Assert.Equal(breaker.State != BreakerState.Closed, breaker.IsOpen);
        }
    }

    [Theory]
    [InlineData(0, 6, 3)]
    [InlineData(3, 0, 4)]
    [InlineData(0, 0, 1_000)]
    public void A_rule_of_zero_is_none(int failures, int samples, int allFail)
    {
        var breaker = new CircuitBreaker(Small with { Failures = failures, Samples = samples });
        int opensAfter = failures > 0 ? failures : samples > 0 ? samples : int.MaxValue;
        for (int i = 1; i <= allFail * 2; i++)
        {
            bool opened = breaker.Failed(i, i);
            Assert.Equal(i == opensAfter, opened);
            if (opened) return;
        }
        Assert.Equal((0, 0), (failures, samples));
    }

    [Fact]
    public void It_says_when_it_opens_and_when_it_closes()
    {
        var breaker = new CircuitBreaker(Small);
        Assert.Equal([false, false, true], [breaker.Failed(1, 1), breaker.Failed(2, 2), breaker.Failed(3, 3)]);
        breaker.ProbeSucceeded(10);
        Assert.Equal([false, true, false], [breaker.Succeeded(11, 11), breaker.Succeeded(12, 12), breaker.Succeeded(13, 13)]);
    }

    [Fact]
    public void It_does_what_its_slow_twin_does()
    {
        Gen<(int Kind, int Later)> step = Gen.Choose(0, 11).Zip(Gen.Choose(0, 30), (kind, later) => (kind, later));
        Prop.ForAll(step.ArrayOf().ToArbitrary(), steps =>
        {
            var breaker = new CircuitBreaker(Small);
            var twin = new SlowBreaker(Small);
            long now = 1_000;
            foreach ((int kind, int later) in steps.SelectMany(s => Enumerable.Repeat(s, 3)))
            {
                now += later;
                Assert.Equal(Apply(twin, kind, now), Apply(breaker, kind, now));
                Assert.Equal((twin.State, twin.Allows), (breaker.State, breaker.Allows));
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_request_that_passes_and_its_result_allocate_nothing()
    {
        var breaker = new CircuitBreaker(new BreakerSettings());
        long now = 1_000;
        int allowed = 0;
        void Run()
        {
            for (int i = 0; i < 2_000; i++)
            {
                now += 7_000_000;
                if (breaker.Allows) allowed++;
                breaker.Sent();
                if (i % 10 == 0) breaker.Failed(now, now);
                else breaker.Succeeded(now, now);
            }
        }
        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(4_000, allowed);
    }

    // Kinds 8 and up are results of requests that were sent a while ago.
    private static bool Apply(CircuitBreaker breaker, int kind, long now)
    {
        switch (kind)
        {
            case 0 or 1 or 8: return breaker.Failed(now, kind < 8 ? now : now - 40);
            case 2 or 3 or 9: return breaker.Succeeded(now, kind < 8 ? now : now - 40);
            case 4: return breaker.TryProbe(now);
            case 5: breaker.ProbeSucceeded(now); break;
            case 6: breaker.ProbeFailed(now); break;
            default:
                if (breaker.Allows) breaker.Sent();
                break;
        }
        return false;
    }

    private static bool Apply(SlowBreaker breaker, int kind, long now)
    {
        switch (kind)
        {
            case 0 or 1 or 8: return breaker.Result(now, kind < 8 ? now : now - 40, failed: true);
            case 2 or 3 or 9: return breaker.Result(now, kind < 8 ? now : now - 40, failed: false);
            case 4: return breaker.TryProbe(now);
            case 5: breaker.ProbeSucceeded(now); break;
            case 6: breaker.ProbeFailed(now); break;
            default:
                if (breaker.Allows) breaker.Sent();
                break;
        }
        return false;
    }

    private static void Play(CircuitBreaker breaker, string line)
    {
        string[] words = line.Split(' ')[0].Split('@');
        long[] times = [.. words[1].Split('/').Select(time => long.Parse(time, CultureInfo.InvariantCulture))];
        long now = times[0];
        switch (words[0])
        {
            case "ok": breaker.Succeeded(now, times[^1]); break;
            case "fail": breaker.Failed(now, times[^1]); break;
            case "echo": breaker.ProbeSucceeded(now); break;
            case "silent": breaker.ProbeFailed(now); break;
            case "probe" or "idle": Assert.True(breaker.TryProbe(now) == (words[0] == "probe"), line); break;
            case "send" or "no":
                Assert.True(breaker.Allows == (words[0] == "send"), line);
                if (words[0] == "send") breaker.Sent();
                break;
            default: throw new ArgumentException(line);
        }
    }
}
