using System.Globalization;
using BenchmarkDotNet.Attributes;
using CardSwitch.Routing;

namespace CardSwitch.Benchmarks.Routing;

/// <summary>
/// The issuer of one of 65,536 random 16-digit cards, three in four of which belong to an entry: prefixes of six to
/// nine digits and short ranges, some nested in longer ones, spread over the numbers that begin with 2 to 6.
/// </summary>
[MemoryDiagnoser]
public class RouteBenchmarks
{
    private const int Cards = 65_536;

    private BinTable thousand = BinTable.Empty;
    private BinTable million = BinTable.Empty;
    private ulong[] cardsOfThousand = [];
    private ulong[] cardsOfMillion = [];

    [GlobalSetup]
    public void Setup()
    {
        (thousand, cardsOfThousand) = Table(1_000, digits: 6);
        (million, cardsOfMillion) = Table(1_000_000, digits: 9);
    }

    private static (BinTable, ulong[]) Table(int ranges, int digits)
    {
        Random random = new(ranges);
        BinTableBuilder builder = new();
        long first = (long)Math.Pow(10, digits - 1) * 2;
        long step = (long)Math.Pow(10, digits - 1) * 5 / ranges;
        List<ulong> owned = [];
        for (int i = 0; i < ranges; i++)
        {
            long from = first + (i * step) + random.NextInt64(step / 2);
            long to = from + random.NextInt64(step / 2);
            bool nested = i % 8 == 7;
            string text = nested
                ? Invariant($"{from}{random.Next(10)}")
                : to == from ? Invariant($"{from}") : Invariant($"{from}-{to}");
            if (!builder.TryAdd(text, i % 64))
                throw new InvalidOperationException(text);
            owned.Add((ulong)from);
        }
        ulong[] cards = new ulong[Cards];
        ulong tail = (ulong)Math.Pow(10, 16 - digits);
        for (int i = 0; i < Cards; i++)
        {
            cards[i] = i % 4 == 0
                ? (ulong)random.NextInt64(2_000_000_000_000_000, 7_000_000_000_000_000)
                : (owned[random.Next(owned.Count)] * tail) + (ulong)random.NextInt64((long)tail);
        }
        return builder.TryBuild(out BinTable? table, out BinTableError? error)
            ? (table, cards)
            : throw new InvalidOperationException(error.ToString());
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    [Benchmark(Baseline = true, OperationsPerInvoke = Cards)]
    public int Thousand() => FindAll(thousand, cardsOfThousand);

    [Benchmark(OperationsPerInvoke = Cards)]
    public int Million() => FindAll(million, cardsOfMillion);

    private static int FindAll(BinTable table, ulong[] cards)
    {
        int sum = 0;
        foreach (ulong card in cards)
            sum += table.Find(card, 16);
        return sum;
    }
}
