using System.Runtime.InteropServices;

namespace CardSwitch.StandIn;

/// <summary>
/// What was approved in the issuer's place, by business day and card. Cards are known by a keyed hash of their number only.
/// </summary>
internal sealed class CardUsage
{
    // Two days are open around a cut-over, seldom more.
    private readonly List<(int Day, Dictionary<ulong, Use> Cards)> days = [];

    /// <summary>What the card has had on the day.</summary>
    internal (int Count, long Amount) Of(ulong card, int day) =>
        CardsOf(day) is { } cards && cards.TryGetValue(card, out Use use) ? (use.Count, use.Amount) : default;

    internal void Add(ulong card, int day, long amount)
    {
        Dictionary<ulong, Use>? cards = CardsOf(day);
        if (cards is null) days.Add((day, cards = []));
        ref Use use = ref CollectionsMarshal.GetValueRefOrAddDefault(cards, card, out _);
        use.Count++;
        use.Amount += amount;
    }

    internal void Forget(int day)
    {
        for (int i = days.Count - 1; i >= 0; i--)
        {
            if (days[i].Day == day) days.RemoveAt(i);
        }
    }

    private Dictionary<ulong, Use>? CardsOf(int day)
    {
        foreach ((int known, Dictionary<ulong, Use> cards) in days)
        {
            if (known == day) return cards;
        }
        return null;
    }

    private record struct Use(int Count, long Amount);
}
