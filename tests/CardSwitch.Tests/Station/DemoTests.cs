using System.Globalization;
using CardSwitch.Station.Commands;
using CardSwitch.Station.Demo;
using CardSwitch.Tests.Support;

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
        Dictionary<string, string[]> regions = Table(outcome, "region"), traffic = Table(outcome, "sent to it");
        string[] stations = ["north", "centre", "south"];
        Assert.All(stations, station => Assert.True(Number(regions[station][0]) > 0));
        Assert.Equal(Number(regions["all"][0]), stations.Sum(station => Number(regions[station][0])));
        Assert.Equal(Number(regions["all"][0]), BankPlan.All.Sum(bank => Number(traffic[bank.Name][0])));
        AssertSameMoney(outcome);
    }

    [Fact]
    public async Task Journals_are_kept_where_the_demo_says_and_can_be_verified()
    {
        using var folder = new TemporaryFolder();
        string journals = Path.Combine(Path.GetDirectoryName(folder.Add("x", ""))!, "journals");
        CommandOutcome demo = await CommandOutcome.OfAsync(
            "demo", "--journal", "sqlite", "--journal-directory", journals, "--seconds", "2", "--rate", "300", "--shops", "3");
        Assert.Equal("", demo.Error);
        Assert.Equal(ExitCode.Ok, demo.ExitCode);
        Assert.Contains("The books of shops, stations and banks agree.", demo.Output, StringComparison.Ordinal);
        foreach (string region in (string[])["north", "centre", "south"])
        {
            string[] which = ["--sqlite", Path.Combine(journals, region), "--name", region];
            CommandOutcome verified = await CommandOutcome.OfAsync(["journal", "verify", .. which, "--key-file", Path.Combine(journals, "journal.key")]);
            Assert.Equal(ExitCode.Ok, verified.ExitCode);
            Assert.Equal(ExitCode.Ok, (await CommandOutcome.OfAsync(["journal", "find", .. which, "--code", "00"])).ExitCode);
        }
    }

    [Fact]
    public async Task In_a_drill_only_the_drilled_bank_has_91s_and_the_books_agree()
    {
        CommandOutcome outcome = await CommandOutcome.OfAsync("--drill", "--seconds", "4", "--rate", "600", "--shops", "3");
        Assert.Equal("", outcome.Error);
        Assert.Equal(ExitCode.Ok, outcome.ExitCode);
        foreach (string step in (string[])["meridian is slow", "meridian is back at both sites", "Cut-over", "meridian moves"])
        {
            Assert.Contains(step, outcome.Output, StringComparison.Ordinal);
        }
        Assert.True(Number(Table(outcome, "region")["all"][4]) > 0, "no purchase was answered with 91");
        Dictionary<string, string[]> traffic = Table(outcome, "sent to it"), forwarding = Table(outcome, "stood in");
        foreach (BankPlan bank in BankPlan.All)
        {
            bool isDrilled = bank.Name == BankPlan.Drilled;
            long timedOut = Number(traffic[bank.Name][4]), stoodIn = Number(forwarding[bank.Name][0]);
            Assert.Equal(isDrilled, timedOut > 0);
            Assert.Equal(isDrilled, stoodIn > 0);
            // Advices and reversals have arrived, and each station's totals of the day that was closed.
            Assert.Equal(("0", "0"), (forwarding[bank.Name][5], forwarding[bank.Name][6]));
            Assert.Equal(bank.Format is null ? "0" : "3", forwarding[bank.Name][7]);
        }
        AssertSameMoney(outcome);
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

    // Count and net amount of shops, stations and bank.
    private static void AssertSameMoney(CommandOutcome outcome)
    {
        Dictionary<string, string[]> money = Table(outcome, "net EUR");
        Assert.Equal(BankPlan.All.Select(bank => bank.Name), money.Keys);
        foreach (string[] cells in money.Values)
        {
            Assert.True(Number(cells[0]) > 0);
            Assert.StartsWith("-", cells[1], StringComparison.Ordinal);
            Assert.Equal((cells[0], cells[1]), (cells[2], cells[3]));
            Assert.Equal((cells[0], cells[1]), (cells[4], cells[5]));
        }
    }

    /// <summary>The rows under the headline that has those words, by their first cell.</summary>
    private static Dictionary<string, string[]> Table(CommandOutcome outcome, string headline) => outcome.Output.Split('\n')
        .SkipWhile(line => !(line.StartsWith("  ", StringComparison.Ordinal) && line.Contains(headline, StringComparison.Ordinal)))
        .Skip(1)
        .TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal))
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .ToDictionary(cells => cells[0], cells => cells[1..]);

    private static long Number(string cell) => long.Parse(cell, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
}
