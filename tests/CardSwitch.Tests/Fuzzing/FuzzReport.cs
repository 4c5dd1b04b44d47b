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
            + $"longest frame {LongestFrame}; {seen}";
    }
}
