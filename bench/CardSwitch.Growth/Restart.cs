using System.Diagnostics;
using CardSwitch.Iso8583;
using CardSwitch.Journal;

namespace CardSwitch.Growth;

/// <summary>How long a station takes to start on a journal.</summary>
internal static class Restart
{
    internal static void Measure(Func<IJournalStore> store)
    {
        var options = new StationOptions { Name = Growth.Station };
        options.Listen("shops", 0, MessageFormats.Iso1987Ascii);
        options.Connect(Growth.Issuer, "127.0.0.1", 9, MessageFormats.Iso1987Ascii);
        options.Route("4761", to: Growth.Issuer);
        options.Journal.Mode = JournalMode.Behind;
        options.Journal.Store = store;
        options.Journal.Key = Growth.Key;
        var station = new SwitchServer(options);
        long start = Stopwatch.GetTimestamp();
        station.StartAsync().GetAwaiter().GetResult();
        Console.Out.WriteLine(FormattableString.Invariant($"started in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} s"));
        station.StopAsync().GetAwaiter().GetResult();
    }
}
