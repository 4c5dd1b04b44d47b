namespace CardSwitch.Settlement;

/// <summary>Whose totals, of which day (yyyymmdd), in which currency (DE 49 as a number).</summary>
internal readonly record struct TotalsKey(long Party, int Day, int Currency) : IComparable<TotalsKey>
{
    public int CompareTo(TotalsKey other)
    {
        int order = Party.CompareTo(other.Party);
        if (order == 0) order = Day.CompareTo(other.Day);
        return order == 0 ? Currency.CompareTo(other.Currency) : order;
    }
}
