namespace CardSwitch.Simulation.Invariants;

/// <summary>What came to and left one station, by transaction and trace number.</summary>
internal sealed class Wire
{
    private WireLine[] lines = [];
    private WireNumber[] numbers = new WireNumber[256];
    private int count;

    internal ref WireLine this[int transaction] => ref lines[transaction];

    /// <summary>Begins with nothing having come or left.</summary>
    internal void Begin(int transactions)
    {
        if (lines.Length != transactions) lines = new WireLine[transactions];
        else Array.Clear(lines);
        count = 0;
    }

    internal ref WireNumber Number(int transaction, int stan)
    {
        ref WireLine line = ref lines[transaction];
        for (int at = line.Latest - 1; at >= 0; at = numbers[at].Before - 1)
        {
            if (numbers[at].Stan == stan) return ref numbers[at];
        }
        if (count == numbers.Length) Array.Resize(ref numbers, count * 2);
        numbers[count] = new WireNumber { Stan = stan, Before = line.Latest };
        line.Latest = ++count;
        return ref numbers[count - 1];
    }
}
