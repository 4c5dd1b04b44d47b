using CardSwitch.Iso8583;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Fuzzing;

/// <summary>
/// Sends damaged messages of all built-in, made-up and ever new random formats through the codec. The same seed gives the
/// same inputs in the same order. The first failure ends the run; its text has the seed, the format and the frame.
/// </summary>
internal sealed class MutationFuzzer
{
    private const int RandomTargets = 12;

    // So many inputs in between, one of the random formats gives way to a new one.
    private const int Tenure = 400;

    // A pause of the machine is not the codec's: only who is slow again is slow.
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(50);

    private readonly int seed;
    private readonly Random random;
    private readonly List<FuzzTarget> known = [];
    private readonly List<FuzzTarget> drawn = [];

    // Too large to be tried more than once.
    private readonly Queue<(FuzzTarget Target, byte[] Frame)> bombs =
        new(ElementBombs.All);

    public MutationFuzzer(int seed)
    {
        this.seed = seed;
        random = new Random(seed);
        IReadOnlyList<MessageFormat> formats = TestFormats.All;
        for (int i = 0; i < formats.Count; i++)
        {
            // Others of the same table come next to it.
            known.Add(FuzzTarget.Of(formats[i], formats[(i + 1) % formats.Count], random.Next()));
        }
        for (int i = 0; i < RandomTargets; i++) drawn.Add(FuzzTarget.Of(random.Next()));
    }

    public FuzzReport Report { get; } = new();

    /// <summary>The input being tried: who waits for its end in vain can tell it.</summary>
    public (FuzzTarget Target, byte[] Frame)? Current { get; private set; }

    /// <summary>Tries one more input.</summary>
    /// <param name="isSlowAFailure">Whether an input fails that takes more than 50 ms, and does so again.</param>
    public void Step(bool isSlowAFailure = false)
    {
        if (Report.Inputs % Tenure == 0) drawn[random.Next(drawn.Count)] = FuzzTarget.Of(random.Next());
        if (bombs.TryDequeue(out var bomb))
        {
            Try(bomb.Target, bomb.Frame, bomb.Target.CheckAlone, isSlowAFailure);
            return;
        }
        List<FuzzTarget> group = random.Next(2) == 0 ? known : drawn;
        FuzzTarget target = group[random.Next(group.Count)];
        Try(target, target.Next(random), (frame, report) => target.Check(frame, report), isSlowAFailure);
    }

    private void Try(FuzzTarget target, byte[] frame, Func<byte[], FuzzReport, TimeSpan> check, bool isSlowAFailure)
    {
        Current = (target, frame);
        try
        {
            TimeSpan taken = check(frame, Report);
            for (int again = 0; isSlowAFailure && again < 3 && taken > Slow; again++) taken = check(frame, Report);
            if (isSlowAFailure && taken > Slow) Assert.Fail($"It takes {taken.TotalMilliseconds:F1} ms.");
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException(Describe(), failure);
        }
    }

    /// <summary>What is being tried, for a report of it.</summary>
    public string Describe() => Current is not { } current
        ? $"fuzz seed {seed}, before the first input"
        : $"fuzz seed {seed}, input {Report.Inputs}, frame {Convert.ToHexString(current.Frame)}\n{FormatDump.Of(current.Target.Format)}";
}
