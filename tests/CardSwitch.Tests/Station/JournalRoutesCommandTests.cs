using CardSwitch.Station.Commands;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Station;

/// <summary>The BIN table that stations share, from the command line.</summary>
[Collection(nameof(PostgresTests))]
public sealed class JournalRoutesCommandTests(PostgresCluster cluster)
{
    [PostgresFact]
    public async Task A_table_is_published_once_and_its_version_is_shown()
    {
        using var first = new TemporaryFile("range,issuer\n4761,harbour\n");
        using var second = new TemporaryFile("4761,harbour\n52,alpine\n");
        Assert.Equal("No BIN table was published.\n", (await RunAsync()).Output);
        Assert.Equal("Version 1 of the BIN table is the newest.\n", (await RunAsync("--publish", first.Path)).Output);
        Assert.Equal("Version 1 of the BIN table is the newest.\n", (await RunAsync("--publish", first.Path)).Output);
        Assert.Equal("Version 2 of the BIN table is the newest.\n", (await RunAsync("--publish", second.Path)).Output);
        Assert.Equal("Version 2 of the BIN table is the newest.\n", (await RunAsync()).Output);
    }

    [PostgresFact]
    public async Task A_bad_table_is_not_published()
    {
        using var bad = new TemporaryFile("4761,harbour\n4761;alpine\n");
        CommandOutcome outcome = await RunAsync("--publish", bad.Path);
        Assert.Equal(ExitCode.Usage, outcome.ExitCode);
        Assert.Contains("line 2: expected two columns", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_of_one_station_has_no_shared_table()
    {
        using var sqlite = new SampleJournal();
        CommandOutcome outcome = await sqlite.RunAsync("routes");
        Assert.Equal(ExitCode.Usage, outcome.ExitCode);
        Assert.Contains("not one that stations share", outcome.Error, StringComparison.Ordinal);
    }

    private Task<CommandOutcome> RunAsync(params string[] options) => CommandOutcome.OfAsync(
        ["journal", "routes", .. options, "--name", "north", "--postgres", cluster.ConnectionString()]);
}
