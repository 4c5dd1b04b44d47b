using System.Diagnostics;
using System.Globalization;
using CardSwitch.Journal;
using CardSwitch.Station.Simulators;

namespace CardSwitch.Kills;

/// <summary>One run: kill and start again under load, then let everything come to rest, and compare.</summary>
internal sealed class KillRun(KillOptions options, TextWriter output)
{
    private const int MostSecondsUntilUp = 60, MostLivesUntilEmpty = 10;

    // Now and then a station is killed while it still starts: before, while or just after it reads its journal.
    private const int KilledInRecovery = 5;

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    private Chance chance = new(options.Seed);

    internal async Task<int> RunAsync()
    {
        await SayAsync($"seed {options.Seed}, {options.Kills} kills, {options.Rate} purchases a second");
        await using var neighbours = new Neighbours(options.Seed);
        using var folder = new StationFolder(options, neighbours.Addresses);
        StationProcess station = new(folder.ConfigFile);
        try
        {
            neighbours.Buy(folder.EndPoint, options);
            await WhenUpAsync(station, neighbours);
            for (int kill = 1; kill <= options.Kills; kill++)
            {
                int lived = await LiveAsync(station, neighbours);
                await station.KillAsync();
                station.Dispose();
                await SayAsync($"kill {kill} of {options.Kills} after {lived} ms; {neighbours.Shops.Counts.Answered:N0} answered so far");
                station = new StationProcess(folder.ConfigFile);
            }
            await WhenUpAsync(station, neighbours);
            await Task.Delay(1000);
            station = await ComeToRestAsync(station, folder, neighbours);
        }
        catch (StationGoneException gone)
        {
            await SayAsync($"FAILED (seed {options.Seed}): {gone.Message}");
            return 1;
        }
        finally
        {
            station.Dispose();
        }
        var books = new Books(neighbours, folder);
        foreach (string line in books.Lines) await output.WriteLineAsync(line);
        foreach (string mismatch in books.Mismatches) await SayAsync($"FAILED (seed {options.Seed}): {mismatch}");
        if (books.Mismatches.Count == 0) await SayAsync("the books of shops, journal and banks are equal; the chain is whole");
        return books.Mismatches.Count == 0 ? 0 : 1;
    }

    private async Task<int> LiveAsync(StationProcess station, Neighbours neighbours)
    {
        bool early = (int)(chance.Fraction() * KilledInRecovery) == 0;
        int lives = (int)(chance.Fraction() * (early ? 1000 : 1500));
        if (!early) await WhenUpAsync(station, neighbours);
        await Task.Delay(lives);
        return lives;
    }

    // Up is a station that answers.
    private static async Task WhenUpAsync(StationProcess station, Neighbours neighbours)
    {
        long since = Stopwatch.GetTimestamp(), heard = neighbours.Shops.Counts.Heard;
        while (neighbours.Shops.Counts.Heard == heard)
        {
            if (station.HasEnded) throw new StationGoneException($"the station ended by itself:\n{station.Said}");
            if (Stopwatch.GetElapsedTime(since).TotalSeconds > MostSecondsUntilUp)
            {
                throw new StationGoneException($"the station answers nothing:\n{station.Said}");
            }
            await Task.Delay(5);
        }
    }

    // An orderly stop leaves what is queued to the next life.
    private async Task<StationProcess> ComeToRestAsync(StationProcess station, StationFolder folder, Neighbours neighbours)
    {
        for (int life = 1; ; life++)
        {
            await neighbours.WhenQuietAsync(Quiet);
            int code = await station.StopAsync();
            if (code != 0) throw new StationGoneException($"the station ended with {code}:\n{station.Said}");
            int left = Unfinished(folder);
            if (left == 0) return station;
            await SayAsync($"{left} messages still have to go out");
            if (life == MostLivesUntilEmpty) throw new StationGoneException($"{left} messages never go out:\n{station.Said}");
            station.Dispose();
            station = new StationProcess(folder.ConfigFile);
        }
    }

    private static int Unfinished(StationFolder folder)
    {
        using IJournalStore journal = folder.OpenJournal();
        return journal.SealedMessages().Count();
    }

    private Task SayAsync(FormattableString text) => output.WriteLineAsync(text.ToString(CultureInfo.InvariantCulture));

    private Task SayAsync(string text) => output.WriteLineAsync(text);
}
