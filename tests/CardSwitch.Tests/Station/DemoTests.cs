using System.Globalization;
using CardSwitch.Station.Commands;
using CardSwitch.Station.Demo;

namespace CardSwitch.Tests.Station;

public sealed class DemoTests
{
    [Fact]
    public async Task The_books_of_shops_stations_and_banks_agree()
    {
        CommandOutcome outcome = await CommandOutcome.OfAsync("demo", "--seconds", "2", "--rate", "1000", "--shops", "6");
        Assert.Equal("", outcome.Error);
        Assert.Equal(ExitCode.Ok, outcome.ExitCode);
        Assert.Contains("First transaction ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("The books of shops, stations and banks agree.", outcome.Output, StringComparison.Ordinal);
        long[] regions = [Number(outcome, "north"), Number(outcome, "centre"), Number(outcome, "south")];
        Assert.All(regions, sent => Assert.True(sent > 0));
        Assert.Equal(Number(outcome, "all"), regions.Sum());
        Assert.Equal(Number(outcome, "all"), BankPlan.All.Sum(bank => Number(outcome, bank.Name)));
    }

    [Fact]
    public async Task In_a_drill_only_the_drilled_bank_has_91s_and_the_books_agree()
    {
        CommandOutcome outcome = await CommandOutcome.OfAsync("--drill", "--seconds", "3", "--rate", "600", "--shops", "3");
        Assert.Equal("", outcome.Error);
        Assert.Equal(ExitCode.Ok, outcome.ExitCode);
        Assert.Contains("meridian is slow", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("meridian is back at both sites", outcome.Output, StringComparison.Ordinal);
        Assert.True(Cells(outcome, "all")[5] != "0", "no purchase was answered with 91");
        foreach (string healthy in BankPlan.All.Select(bank => bank.Name).Where(name => name != BankPlan.Drilled))
        {
            string[] cells = Cells(outcome, healthy);
            Assert.Equal((cells[1], "0", "0"), (cells[2], cells[5], cells[7]));
        }
    }

    [Fact]
    public async Task Ctrl_C_ends_it_in_order()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        CommandOutcome outcome = await CommandOutcome.OfAsync([], stop.Token, "demo", "--rate", "300", "--shops", "3");
        Assert.Equal(ExitCode.Ok, outcome.ExitCode);
        Assert.Equal("", outcome.Error);
    }

    [Fact]
    public void A_moving_line_shows_the_newest_at_the_right_and_the_highest_as_a_full_block()
    {
        Assert.Equal("   ▁▅█", Sparkline.Of([0, 50, 100], 6));
        Assert.Equal("▁█", Sparkline.Of([900, 0, 1], 2));
        Assert.Equal("  ▁", Sparkline.Of([0], 3));
        Assert.Equal("   ", Sparkline.Of([], 3));
    }

    // The last line that begins with the name is the summary's.
    private static string[] Cells(CommandOutcome outcome, string name) => outcome.Lines
        .Last(line => line.TrimStart().StartsWith(name + " ", StringComparison.Ordinal))
        .Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static long Number(CommandOutcome outcome, string name) =>
        long.Parse(Cells(outcome, name)[1], NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
}
