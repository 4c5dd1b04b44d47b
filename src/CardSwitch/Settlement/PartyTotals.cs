namespace CardSwitch.Settlement;

/// <summary>The totals of all parties of one side, issuers or acquirers. Finding those used lately takes no search.</summary>
internal sealed class PartyTotals
{
    private const int Places = 64;

    private readonly Dictionary<TotalsKey, DayTotals> all = [];
    private readonly TotalsKey[] lately = new TotalsKey[Places];
    private readonly DayTotals?[] latelyTotals = new DayTotals?[Places];

    internal DayTotals? Find(in TotalsKey key) => all.GetValueOrDefault(key);

    /// <summary>The totals to add to; new ones are made for a key never seen.</summary>
    internal DayTotals For(in TotalsKey key)
    {
        // By the party's low bits and a bit of the day, so that two open days do not push each other out.
        int place = (int)((uint)key.Party * 2 + (uint)(key.Day & 1)) & (Places - 1);
        DayTotals? totals = latelyTotals[place];
        return totals is not null && lately[place] == key ? totals : Turn(in key, place);
    }

    private DayTotals Turn(in TotalsKey key, int place)
    {
        if (!all.TryGetValue(key, out DayTotals? totals))
        {
            totals = new DayTotals();
            all.Add(key, totals);
        }
        lately[place] = key;
        latelyTotals[place] = totals;
        return totals;
    }

    internal IEnumerable<KeyValuePair<TotalsKey, DayTotals>> InOrder => all.OrderBy(pair => pair.Key);

    internal void Forget(int day)
    {
        foreach (TotalsKey key in all.Keys.Where(key => key.Day == day).ToArray()) all.Remove(key);
        Array.Clear(latelyTotals);
    }
}
