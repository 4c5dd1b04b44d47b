using CardSwitch.Simulation.Clockwork;

namespace CardSwitch.Simulation.Models;

/// <summary>What customers do: one transaction after the other, each drawn when its time comes, over a span.</summary>
internal sealed class Traffic : IActor
{
    private static readonly short[] Currencies = [978, 840, 756];

    private readonly SimulatedNetwork network;
    private readonly SeededRandom random;
    private readonly long gapNsMost;
    private readonly int currencies, refunds, authorizations, advices, cash;
    private int begun;

    internal Traffic(SimulatedNetwork network, long spanNs)
    {
        this.network = network;
        random = network.Random;
        gapNsMost = 2 * spanNs / network.Transactions.Length;
        currencies = 1 + random.Below(Currencies.Length);
        (refunds, authorizations, advices, cash) = (random.Below(20), random.Below(20), random.Below(15), random.Below(20));
        network.Agenda.In(2 * Agenda.Second, this, 0);
    }

    /// <summary>DE 49 of most transactions, and of all in some networks.</summary>
    internal static short MainCurrency => Currencies[0];

    public void Wake(int reason, long detail)
    {
        int number = begun++;
        ref ShopTransaction transaction = ref network.Transactions[number];
        transaction.Shop = random.Below(network.Shops.Length);
        transaction.Card = random.Below(network.Cards.Length);
        transaction.Currency = Currencies[random.Below(currencies)];
        transaction.Amount = random.Between(100, 500_000);
        transaction.HasPin = random.Percent(50);
        transaction.Replacement = -1;
        transaction.Kind = NextKind();
        if (begun < network.Transactions.Length) network.Agenda.In(random.Between(0, gapNsMost), this, 0);
        network.Shops[transaction.Shop].Begin(number);
    }

    private TransactionKind NextKind()
    {
        int draw = random.Below(100);
        if (draw < refunds) return TransactionKind.Refund;
        if ((draw -= refunds) < authorizations) return TransactionKind.Authorization;
        if ((draw -= authorizations) < advices) return TransactionKind.Advice;
        return draw - advices < cash ? TransactionKind.Cash : TransactionKind.Purchase;
    }
}
