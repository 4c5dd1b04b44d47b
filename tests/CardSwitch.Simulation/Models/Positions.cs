namespace CardSwitch.Simulation.Models;

/// <summary>Sums by counterpart, business day and currency; few, so that they are looked for one by one.</summary>
internal sealed class Positions
{
    private Position[] positions = new Position[8];
    private int last;

    internal int Count { get; private set; }

    internal ref readonly Position this[int at] => ref positions[at];

    internal void Add(int counterpart, int day, short currency, long amount)
    {
        ref Position position = ref Find(counterpart, day, currency);
        position.Net += amount;
        position.Count++;
    }

    internal long NetOf(int counterpart, int day, short currency) => Find(counterpart, day, currency).Net;

    /// <summary>Over all days, or all counterparts, where the one given is below 0.</summary>
    internal long Sum(int counterpart, int day, short currency)
    {
        long sum = 0;
        for (int i = 0; i < Count; i++)
        {
            ref Position position = ref positions[i];
            if ((counterpart < 0 || position.Counterpart == counterpart) && (day < 0 || position.Day == day)
                && position.Currency == currency)
            {
                sum += position.Net;
            }
        }
        return sum;
    }

    internal void Clear() => Count = last = 0;

    private ref Position Find(int counterpart, int day, short currency)
    {
        if (last < Count && Is(in positions[last], counterpart, day, currency)) return ref positions[last];
        for (last = 0; last < Count; last++)
        {
            if (Is(in positions[last], counterpart, day, currency)) return ref positions[last];
        }
        if (Count == positions.Length) Array.Resize(ref positions, Count * 2);
        positions[Count++] = new Position { Counterpart = counterpart, Day = day, Currency = currency };
        return ref positions[last];
    }

    private static bool Is(in Position position, int counterpart, int day, short currency) =>
        position.Day == day && position.Currency == currency && position.Counterpart == counterpart;
}
