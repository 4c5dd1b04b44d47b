namespace CardSwitch.Tests.Issuing;

/// <summary>
/// What a ring of pending requests must do, told the obvious way: all numbers in a dictionary. A number is free unless it
/// waits, or shares its slot with one that does; a number answered or timed out is known until its slot is given away.
/// </summary>
internal sealed class SlowRing(int lastStan)
{
    private readonly Dictionary<int, (long Deadline, byte[] Frame)> waiting = [];
    private readonly Dictionary<int, int> lastOfSlot = [];
    private readonly HashSet<int> timedOut = [];
    private int last = lastStan;

    internal int Slots { get; private set; } = 1024;

    internal IReadOnlyDictionary<int, (long Deadline, byte[] Frame)> Waiting => waiting;

    internal IReadOnlySet<int> TimedOut => timedOut;

    internal int Next()
    {
        if (waiting.Count * 2 >= Slots) Grow();
        do last = last % 999_999 + 1;
        while (waiting.Keys.Any(stan => stan % Slots == last % Slots));
        return last;
    }

    internal void Add(int stan, long deadline, byte[] frame)
    {
        if (lastOfSlot.TryGetValue(stan % Slots, out int before)) timedOut.Remove(before);
        lastOfSlot[stan % Slots] = stan;
        waiting.Add(stan, (deadline, frame));
    }

    internal void Answer(int stan) => waiting.Remove(stan);

    internal void TimeOut(int stan)
    {
        waiting.Remove(stan);
        timedOut.Add(stan);
    }

    internal int[] Due(long now) => [.. waiting.Where(w => w.Value.Deadline <= now).Select(w => w.Key).Order()];

    private void Grow()
    {
        Slots *= 2;
        lastOfSlot.Clear();
        foreach (int stan in waiting.Keys.Concat(timedOut)) lastOfSlot[stan % Slots] = stan;
    }
}
