using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Simulation.Clockwork;
using CardSwitch.Simulation.Records;

namespace CardSwitch.Simulation.Stations;

/// <summary>How a station dies and comes back.</summary>
internal sealed partial class Station
{
    /// <summary>
    /// The process is gone, and with it all that was not durable, save perhaps a few records that had reached the medium and
    /// a torn one. It is back after so long.
    /// </summary>
    internal void Crash(long downFor)
    {
        network.Trace?.Say($"{Name} crashes");
        IsRunning = false;
        foreach (StationLink link in links)
        {
            if (!link.IsUp) continue;
            while (link.Count != 0) network.Frames.Release(link.Take().Slot);
            link.Close();
            link.Session.Cut(0, network.Random.Between(0, Agenda.Second));
        }
        SeededRandom random = network.Random;
        store.Crash(random.Percent(50) ? 0 : random.Below(4), random.Percent(50) ? 0 : 1 + random.Below(200));
        network.Agenda.In(downFor, this, Restart);
    }

    private void Recover()
    {
        if (boot == 1) return;
        network.Trace?.Say($"{Name} starts again with {store.Last} records");
        MessageFormat[] formats = [.. plan.Issuers.Select(issuer => issuer.Format)];
        var decoder = new RecordDecoder(formats);
        for (long number = 1; number <= store.Last; number++)
        {
            if (!decoder.TryDecode(store[number], out JournalEntry entry))
            {
                // Only the last one may be torn.
                if (number != store.Last) throw new InvalidOperationException($"Record {number} of {store.Last} cannot be read.");
                store.DropLast();
                break;
            }
            network.Auditor.Recovered(this, number, in entry);
            if (network.Plant is null || network.Plant.Recover(this, ref entry)) core.Recover(number, in entry);
        }
        network.Auditor.Restarted(this);
        core.Recovered(Moment);
    }
}
