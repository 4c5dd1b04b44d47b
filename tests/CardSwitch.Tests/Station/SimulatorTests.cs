using CardSwitch.Iso8583;
using CardSwitch.Station.Simulators;
using CardSwitch.Station.Simulators.Banks;
using CardSwitch.Station.Simulators.Cards;
using CardSwitch.Station.Simulators.Shops;

namespace CardSwitch.Tests.Station;

/// <summary>Shops that talk to a bank directly, over loopback: both speak the same formats as a station does.</summary>
public sealed class SimulatorTests
{
    private static readonly CardRange[] Cards = [new("476173"), new("353011", 19)];

    [Theory]
    [InlineData("iso1987-ascii", 0, 0)]
    [InlineData("iso1987-ascii-hex", 0, 2)]
    [InlineData("iso1987-binary", 5000, 0)]
    [InlineData("iso1987-binary", 5000, 2)]
    public async Task Every_purchase_gets_its_own_answer(string name, double rate, double delayMs)
    {
        Assert.True(MessageFormats.TryGet(name, out MessageFormat? format));
        await using var pulse = new Pulse();
        await using var bank = new BankSimulator(
            new BankOptions
            {
                Format = format,
                Delay = TimeSpan.FromMilliseconds(delayMs),
                Jitter = TimeSpan.FromMilliseconds(delayMs / 4),
                ApprovePercent = 80,
            },
            pulse);
        bank.Open();
        ShopCounts counts = await BuyAsync(bank, pulse, options => options with { Format = format, Rate = rate, Window = 8 });

        Assert.Equal(500, counts.Sent);
        Assert.Equal(500, counts.Approved + counts.Declined);
        Assert.Equal(0, counts.Wrong + counts.Unexpected + counts.Unanswered + counts.Unavailable);
        Assert.Equal(new BankCounts { Received = 500, Approved = counts.Approved, Declined = counts.Declined }, bank.Counts);
        AssertSameMoney(counts, bank);
        Assert.InRange(counts.Declined, 40, 180);
    }

    [Theory]
    [InlineData(100, 0)]
    [InlineData(0, 500)]
    public async Task The_share_of_approvals_is_kept(double percent, long declined)
    {
        await using var pulse = new Pulse();
        await using var bank = new BankSimulator(new BankOptions { ApprovePercent = percent }, pulse);
        bank.Open();
        Assert.Equal(declined, (await BuyAsync(bank, pulse)).Declined);
    }

    [Fact]
    public async Task A_cut_link_loses_what_is_on_it_and_a_bank_that_came_back_is_found_again()
    {
        await using var pulse = new Pulse();
        await using var bank = new BankSimulator(new BankOptions { Delay = TimeSpan.FromHours(1) }, pulse);
        bank.Open();
        await using var shops = new ShopSimulator(OptionsFor(bank) with { Window = 1, Terminals = 1, Count = 2 }, pulse);
        shops.Start();
        await UntilAsync(() => bank.Counts.Received == 1);
        bank.Refuse();
        bank.DropLinks();
        await UntilAsync(() => shops.Counts.Unanswered == 1);

        bank.SetDelay(TimeSpan.Zero);
        bank.Open();
        await UntilAsync(() => shops.Counts.Answered == 1);
        Assert.Equal(2, bank.Counts.Received);
        Assert.Equal(2, shops.Counts.Sent);

        // The one without an answer is reversed as soon as the bank can be reached.
        await UntilAsync(() => shops.Owed == 0);
        Assert.Equal((1, 1), (shops.Counts.Reversals, bank.Counts.Reversals));
        AssertSameMoney(shops.Counts, bank);
    }

    [Fact]
    public async Task Nothing_is_waited_for_longer_than_the_time_out()
    {
        await using var pulse = new Pulse();
        await using var bank = new BankSimulator(new BankOptions { Delay = TimeSpan.FromHours(1) }, pulse);
        bank.Open();
        ShopCounts counts = await BuyAsync(
            bank, pulse, options => options with { Rate = 5000, Count = 20, TimeOut = TimeSpan.FromMilliseconds(10) });
        Assert.Equal((20, 20), (counts.Unanswered, counts.Reversals));
    }

    [Fact]
    public async Task What_is_sent_twice_is_booked_once_and_answered_the_same()
    {
        await using var pulse = new Pulse();
        await using var bank = new BankSimulator(new BankOptions { ApprovePercent = 60 }, pulse);
        bank.Open();
        ShopCounts counts = await BuyAsync(bank, pulse, options => options with { RepeatPercent = 100, Window = 4 });
        Assert.Equal((500, 500), (counts.Sent, counts.Repeats));
        Assert.Equal(0, counts.Wrong + counts.Unexpected);
        Assert.Equal((500, 500), (bank.Counts.Received, bank.Counts.Repeats));
        AssertSameMoney(counts, bank);
    }

    [Theory]
    [InlineData("iso1987-ascii")]
    [InlineData("iso1987-binary")]
    public async Task Approvals_that_are_taken_back_leave_nothing_in_the_books(string name)
    {
        Assert.True(MessageFormats.TryGet(name, out MessageFormat? format));
        await using var pulse = new Pulse();
        await using var bank = new BankSimulator(new BankOptions { Format = format, ApprovePercent = 60 }, pulse);
        bank.Open();
        ShopCounts counts = await BuyAsync(bank, pulse, options => options with { Format = format, ReversePercent = 100, Window = 4 });
        Assert.Equal(counts.Approved, counts.TakenBack);
        Assert.Equal((counts.Approved, counts.Approved), (bank.Counts.Reversals, bank.Counts.Reversed));
        Assert.All(bank.Books.Totals, total => Assert.Equal((0, 0), (total.Count, total.Net)));
        AssertSameMoney(counts, bank);
    }

    [Fact]
    public async Task What_was_not_answered_in_time_is_reversed_until_the_bank_has_acknowledged()
    {
        await using var pulse = new Pulse();
        await using var bank = new BankSimulator(
            new BankOptions { Delay = TimeSpan.FromMilliseconds(400), ApprovePercent = 100 }, pulse);
        bank.Open();
        await using var shops = new ShopSimulator(
            OptionsFor(bank) with { Rate = 5000, Count = 20, TimeOut = TimeSpan.FromMilliseconds(100) }, pulse);
        shops.Start();
        await UntilAsync(() => shops.Counts.Unanswered == 20 && shops.Owed == 0);
        Assert.Equal((20, 20), (bank.Counts.Approved, bank.Counts.Reversed));
        Assert.Equal(0, shops.Counts.Unexpected + shops.Counts.Wrong);
        AssertSameMoney(shops.Counts, bank);
    }

    [Fact]
    public void The_same_seed_gives_the_same_chance_and_another_seed_another()
    {
        static ulong[] Draw(ulong seed)
        {
            var chance = new Chance(seed);
            return [.. Enumerable.Range(0, 20).Select(_ => chance.Next())];
        }
        Assert.Equal(Draw(7), Draw(7));
        Assert.NotEqual(Draw(7), Draw(8));
        var bounded = new Chance(3);
        Assert.Equal([0, 1, 2], Enumerable.Range(0, 100).Select(_ => bounded.Below(3)).Distinct().Order());
    }

    [Theory]
    [InlineData("476173", 0)]
    [InlineData("353011/19", 1_234_567)]
    [InlineData("51/13", 99)]
    public void Synthetic_cards_have_right_check_digits(string text, int number)
    {
        Assert.True(CardRange.TryParse(text, out CardRange range));
        string card = range.Card(number);
        Assert.Equal(range.Digits, card.Length);
        Assert.StartsWith(range.Prefix, card, StringComparison.Ordinal);
        Assert.True(Pan.TryParse(System.Text.Encoding.ASCII.GetBytes(card), out Pan pan));
        Assert.True(pan.HasValidCheckDigit);
    }

    private static void AssertSameMoney(ShopCounts shops, BankSimulator bank)
    {
        Assert.Equal(shops.Approved - shops.TakenBack, bank.Books.Totals.Sum(total => total.Count));
        Assert.Equal(shops.TakenBackAmount - shops.ApprovedAmount, bank.Books.Totals.Sum(total => total.Net));
    }

    private static async Task<ShopCounts> BuyAsync(
        BankSimulator bank, Pulse pulse, Func<ShopOptions, ShopOptions>? change = null)
    {
        ShopOptions options = OptionsFor(bank);
        await using var shops = new ShopSimulator(change is null ? options : change(options), pulse);
        shops.Start();
        await UntilAsync(() => shops.IsDone);
        await shops.WhenAnsweredAsync();
        return shops.Counts;
    }

    private static ShopOptions OptionsFor(BankSimulator bank) =>
        new() { Station = bank.EndPoint, Cards = Cards, Count = 500, Terminals = 3 };

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var giveUp = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (!condition()) await timer.WaitForNextTickAsync(giveUp.Token);
    }
}
