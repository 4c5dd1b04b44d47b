using System.Diagnostics;
using System.Net;
using CardSwitch.Station.Simulators;
using CardSwitch.Station.Simulators.Banks;
using CardSwitch.Station.Simulators.Cards;
using CardSwitch.Station.Simulators.Shops;

namespace CardSwitch.Kills;

/// <summary>The shops and banks around the station; they live through all its deaths, and so do their books.</summary>
internal sealed class Neighbours : IAsyncDisposable
{
    private static readonly CardRange[] Ranges = [new("476173"), new("541333")];

    private readonly Pulse pulse = new();
    private readonly BankSimulator[] banks;
    private ShopSimulator? shops;

    internal Neighbours(ulong seed)
    {
        banks =
        [
            .. Ranges.Select((_, at) => new BankSimulator(
                new BankOptions
                {
                    Name = at == 0 ? "harbour" : "alpine",
                    Delay = TimeSpan.FromMilliseconds(at * 20),
                    Jitter = TimeSpan.FromMilliseconds(5),
                    Seed = seed + (ulong)at,
                },
                pulse)),
        ];
        foreach (BankSimulator bank in banks) bank.Open();
    }

    internal IReadOnlyList<(string Name, string Cards, IPEndPoint EndPoint)> Addresses =>
        [.. banks.Select((bank, at) => (bank.Options.Name, Ranges[at].Prefix, bank.EndPoint))];

    internal ShopSimulator Shops => shops!;

    internal IReadOnlyList<BankSimulator> Banks => banks;

    internal void Buy(IPEndPoint station, KillOptions options)
    {
        shops = new ShopSimulator(
            new ShopOptions
            {
                Station = station,
                Rate = options.Rate,
                Cards = Ranges,
                ReversePercent = 3,
                RepeatPercent = 3,
                TimeOut = TimeSpan.FromSeconds(4),
                Seed = options.Seed,
            },
            pulse);
        shops.Start();
    }

    /// <summary>Every card number that is used.</summary>
    internal IEnumerable<string> CardNumbers()
    {
        var deck = new PurchaseDeck(Shops.Options);
        return Enumerable.Range(0, deck.Cards).Select(deck.CardNumber);
    }

    /// <summary>Sends no more purchases, and waits until all are answered or reversed and the banks hear nothing new.</summary>
    internal async Task WhenQuietAsync(TimeSpan quiet)
    {
        Shops.StopSending();
        await Shops.WhenAnsweredAsync();
        long since = Stopwatch.GetTimestamp();
        string heard = Heard();
        while (Stopwatch.GetElapsedTime(since) < quiet)
        {
            await Task.Delay(50);
            string now = Heard();
            if (now == heard) continue;
            heard = now;
            since = Stopwatch.GetTimestamp();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (shops is not null) await shops.DisposeAsync();
        foreach (BankSimulator bank in banks) await bank.DisposeAsync();
        await pulse.DisposeAsync();
    }

    private string Heard() => string.Join('|', banks.Select(bank => bank.Counts));
}
