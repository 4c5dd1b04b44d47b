using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Fuzzing;

/// <summary>What a run has seen: how much, with what outcome, and the slowest and greediest input.</summary>
internal sealed class FuzzReport
{
    private readonly int[] outcomes = new int[256];

    public long Inputs { get; private set; }

    public TimeSpan Slowest { get; private set; }

    public long MostAllocated { get; private set; }

    public int LongestFrame { get; private set; }

    /// <summary>Lines, bytes and time of the message that took longest to show and check.</summary>
    public (int Lines, long Allocated, TimeSpan Time) Shown { get; private set; }

    public void AddShown(int lines, long allocated, TimeSpan time)
    {
        if (time > Shown.Time) Shown = (lines, allocated, time);
    }

    public int Count(ParseError error) => outcomes[(byte)error];

    public void Add(ParseStatus status, int frameLength, long allocated, TimeSpan time)
    {
        Inputs++;
        outcomes[(byte)status.Error]++;
        if (time > Slowest) Slowest = time;
        if (allocated > MostAllocated) MostAllocated = allocated;
        if (frameLength > LongestFrame) LongestFrame = frameLength;
    }

    public override string ToString()
    {
        string seen = string.Join(", ", Enum.GetValues<ParseError>()
            .Where(error => Count(error) > 0).Select(error => $"{error} {Count(error)}"));
        return $"{Inputs} inputs, slowest {Slowest.TotalMilliseconds:F2} ms, at most {MostAllocated} bytes allocated, "
            + $"longest frame {LongestFrame}, shown in at most {Shown.Time.TotalMilliseconds:F2} ms "
            + $"({Shown.Lines} lines, {Shown.Allocated} bytes); {seen}";
    }
}
