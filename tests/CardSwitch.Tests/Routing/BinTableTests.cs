using System.Globalization;
using CardSwitch.Routing;
using FsCheck;
using FsCheck.Fluent;

namespace CardSwitch.Tests.Routing;

public sealed class BinTableTests
{
    [Theory]
    [InlineData("4761730000000119", 1)]
    [InlineData("4761740000000119", 0)]
    [InlineData("5100000000000000", 2)]
    [InlineData("5599999999999999", 2)]
    [InlineData("5600000000000000", -1)]
    [InlineData("2220999999999999", -1)]
    [InlineData("2221000000000000", 3)]
    [InlineData("2720999999999999", 3)]
    [InlineData("2721000000000000", -1)]
    [InlineData("6221250000000000", -1)]
    [InlineData("6221260000000000", 4)]
    [InlineData("6229259999999999999", 4)]
    [InlineData("6229260000000000", -1)]
    [InlineData("0012345678901", 5)]
    [InlineData("0112345678901", -1)]
    [InlineData("9999999999999999999", 6)]
    [InlineData("9999999999999999998", -1)]
    public void The_longest_match_owns_the_card(string pan, int issuer)
    {
        BinTable table = Build(("47", 0), ("476173", 1), ("51-55", 2), ("2221-2720", 3), ("622126-622925", 4),
            ("00", 5), ("9999999999999999999", 6));
        Assert.Equal(issuer, Find(table, pan));
        Assert.Equal(7, table.Count);
    }

    [Theory]
    [InlineData("4", -1)]
    [InlineData("47", 0)]
    [InlineData("4761", 0)]
    [InlineData("476100", 1)]
    [InlineData("47610", 0)]
    [InlineData("4761000", 1)]
    [InlineData("47610000", 2)]
    public void A_card_shorter_than_an_entry_falls_to_the_next_less_specific(string pan, int issuer) =>
        Assert.Equal(issuer, Find(Build(("47", 0), ("476100", 1), ("47610000", 2)), pan));

    [Fact]
    public void Nonsense_numbers_have_no_issuer()
    {
        BinTable table = Build(("00-99", 0));
        Assert.Equal(0, table.Find(1, 2));
        Assert.Equal(-1, table.Find(1, 0));
        Assert.Equal(-1, table.Find(1, -1));
        Assert.Equal(-1, table.Find(1, 20));
        Assert.Equal(-1, table.Find(100, 2));
        Assert.Equal(-1, table.Find(ulong.MaxValue, 19));
        Assert.Equal(-1, BinTable.Empty.Find(4761730000000119, 16));
    }

    [Theory]
    [InlineData("")]
    [InlineData("4")]
    [InlineData("12345678901234567890")]
    [InlineData("51-5")]
    [InlineData("55-51")]
    [InlineData("51-")]
    [InlineData("-51")]
    [InlineData("51-52-53")]
    [InlineData("4a")]
    [InlineData("+47")]
    public void A_wrong_range_is_not_added(string range)
    {
        BinTableBuilder builder = new();
        Assert.False(builder.TryAdd(range, 0));
        Assert.Equal(0, builder.Count);
    }

    [Fact]
    public void Rows_as_specific_that_disagree_are_both_named()
    {
        BinTableBuilder builder = new();
        Assert.True(builder.TryAdd("2221-2720", 0, line: 3));
        Assert.True(builder.TryAdd("2500", 1, line: 9));
        Assert.False(builder.TryBuild(out BinTable? table, out BinTableError? error));
        Assert.Null(table);
        Assert.Equal(9, error.Line);
        Assert.Contains("2500 (line 9)", error.Message, StringComparison.Ordinal);
        Assert.Contains("2221-2720 (line 3)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_disagreement_behind_a_shorter_row_in_between_is_found()
    {
        BinTableBuilder builder = new();
        Assert.True(builder.TryAdd("2000-2999", 0) && builder.TryAdd("2100", 0) && builder.TryAdd("2500", 1));
        Assert.False(builder.TryBuild(out _, out _));
    }

    [Fact]
    public void An_error_never_shows_a_whole_card_number()
    {
        BinTableBuilder builder = new();
        Assert.True(builder.TryAdd("4761730000000119", 0) && builder.TryAdd("4761730000000119", 1));
        Assert.False(builder.TryBuild(out _, out BinTableError? error));
        Assert.DoesNotContain("0119", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_overlap_and_agree_are_one()
    {
        BinTable table = Build(("2221-2500", 7), ("2400-2720", 7), ("2500", 7));
        Assert.Equal(7, Find(table, "2221000000000000"));
        Assert.Equal(7, Find(table, "2720999999999999"));
        Assert.Equal(-1, Find(table, "2721000000000000"));
    }

    [Fact]
    public void Agrees_with_the_slow_twin() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => Compare(new Random(seed)))
            .QuickCheckThrowOnFailure();

    // Few leading digits, so that entries nest, touch and cover one another; cards at and beside their ends.
    private static void Compare(Random random)
    {
        SlowBinTable slow = new();
        List<(string Range, int Issuer)> rows = [];
        int wanted = random.Next(1, 80);
        for (int tries = 0; tries < wanted; tries++)
        {
            (string Range, int Issuer) row = (RandomRange(random), random.Next(4));
            if (rows.Any(other => other.Issuer != row.Issuer && Overlap(other.Range, row.Range)))
                continue;
            rows.Add(row);
            slow.Add(row.Range, row.Issuer);
        }
        BinTable table = Build([.. rows]);
        foreach ((string range, _) in rows)
        {
            foreach (string end in range.Split('-'))
            {
                for (int length = Math.Max(2, end.Length - 3); length <= 19; length++)
                {
                    foreach (char fill in "09")
                        AgreeAround(end.Length > length ? end[..length] : end.PadRight(length, fill));
                }
            }
        }
        for (int i = 0; i < 300; i++)
        {
            int length = random.Next(1, 20);
            AgreeAround(RandomDigits(random, length));
        }

        void AgreeAround(string pan)
        {
            ulong value = ulong.Parse(pan, CultureInfo.InvariantCulture);
            ulong bound = pan.Length == 19 ? 10_000_000_000_000_000_000 : (ulong)Math.Pow(10, pan.Length);
            foreach (ulong near in new[] { value, value + 1, value == 0 ? 0 : value - 1 })
            {
                if (near >= bound)
                    continue;
                int expected = slow.Find(near, pan.Length);
                int found = table.Find(near, pan.Length);
                Assert.True(expected == found,
                    $"{near} of {pan.Length} digits: {found}, expected {expected}, in {string.Join(' ', rows)}");
            }
        }
    }

    /// <summary>Rows of the same number of digits that share a number; with different issuers they are refused.</summary>
    private static bool Overlap(string a, string b)
    {
        string[] x = a.Split('-'), y = b.Split('-');
        return x[0].Length == y[0].Length && string.CompareOrdinal(x[0], y[^1]) <= 0 && string.CompareOrdinal(y[0], x[^1]) <= 0;
    }

    [Fact]
    public void Rows_that_disagree_are_refused_and_no_others() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            Random random = new(seed);
            BinTableBuilder builder = new();
            List<(string Range, int Issuer)> rows = [];
            for (int i = random.Next(2, 8); i > 0; i--)
            {
                rows.Add((RandomRange(random), random.Next(2)));
                Assert.True(builder.TryAdd(rows[^1].Range, rows[^1].Issuer));
            }
            bool disagree = rows.Any(a => rows.Any(b => a.Issuer != b.Issuer && Overlap(a.Range, b.Range)));
            Assert.Equal(!disagree, builder.TryBuild(out _, out _));
        }).QuickCheckThrowOnFailure();

    private static string RandomRange(Random random)
    {
        int digits = random.Next(3) == 0 ? random.Next(2, 20) : random.Next(2, 7);
        string from = RandomDigits(random, digits);
        if (random.Next(2) == 0)
            return from;
        // The end differs in the last few digits only, or anywhere.
        int common = random.Next(digits);
        string to = from[..common] + RandomDigits(random, digits - common);
        return string.CompareOrdinal(from, to) <= 0 ? from + "-" + to : to + "-" + from;
    }

    private static string RandomDigits(Random random, int count) =>
        string.Create(count, random, static (digits, random) =>
        {
            for (int i = 0; i < digits.Length; i++)
                digits[i] = "0459"[random.Next(4)];
        });

    [Fact]
    public void Agrees_with_the_slow_twin_on_a_table_of_many_buckets()
    {
        Random random = new(20260);
        SlowBinTable slow = new();
        BinTableBuilder builder = new();
        for (int i = 0; i < 5000; i++)
        {
            // Every other entry stands close to the one before, so that some buckets hold many.
            string bin = (40000000L + (i / 2 * 8000L) + (i % 2 * 9)).ToString(CultureInfo.InvariantCulture);
            Assert.True(builder.TryAdd(bin, i));
            slow.Add(bin, i);
        }
        Assert.True(builder.TryBuild(out BinTable? table, out _));
        for (int i = 0; i < 2000; i++)
        {
            ulong pan = (ulong)random.NextInt64(4_000_000_000_000_000, 6_000_000_000_000_000);
            Assert.Equal(slow.Find(pan, 16), table.Find(pan, 16));
        }
    }

    [Fact]
    public void A_crowded_bucket_is_searched_right()
    {
        BinTableBuilder builder = new();
        for (int i = 0; i < 100; i++)
            Assert.True(builder.TryAdd((4761000 + (3 * i)).ToString(CultureInfo.InvariantCulture), i));
        Assert.True(builder.TryBuild(out BinTable? table, out _));
        for (int i = 0; i < 300; i++)
        {
            ulong pan = ((4761000UL + (ulong)i) * 1_000_000_000) + 123;
            Assert.Equal(i % 3 == 0 ? i / 3 : -1, table.Find(pan, 16));
        }
        Assert.Equal(-1, table.Find(4760999999999999, 16));
        Assert.Equal(-1, table.Find(4762000000000000, 16));
    }

    [Fact]
    public void A_lookup_allocates_nothing()
    {
        BinTable table = Build(("47", 0), ("476173", 1));
        Assert.Equal(1, table.Find(4761730000000119, 16) + table.Find(4761, 4));
        long before = GC.GetAllocatedBytesForCurrentThread();
        int found = table.Find(4761730000000119, 16) + table.Find(4761, 4);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal((1, 0L), (found, allocated));
    }

    private static BinTable Build(params (string Range, int Issuer)[] rows)
    {
        BinTableBuilder builder = new();
        foreach ((string range, int issuer) in rows)
            Assert.True(builder.TryAdd(range, issuer), range);
        Assert.True(builder.TryBuild(out BinTable? table, out BinTableError? error), error?.ToString());
        return table;
    }

    private static int Find(BinTable table, string pan) =>
        table.Find(ulong.Parse(pan, CultureInfo.InvariantCulture), pan.Length);
}
