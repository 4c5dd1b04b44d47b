using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Journal;
using CardSwitch.StoreAndForward;

namespace CardSwitch.Switching;

/// <summary>
/// Carries on what a station that died has left: a request without an outcome is reversed, what it had queued is queued
/// here, with the numbers that it has. All of it is recorded here first; the totals stay that station's.
/// </summary>
internal sealed class TakenOver(SwitchState state, Reversals reversals)
{
    /// <summary>
    /// Takes up a record. False when that is not possible now: there is no room, or something queued here has the same trace
    /// number; it may be tried again.
    /// </summary>
    /// <param name="number">The record's number at the station that died.</param>
    /// <param name="entry">The record, its message whole.</param>
    /// <param name="isParked">Whether it was parked there.</param>
    /// <param name="moment">Now.</param>
    /// <param name="record">The number of the last of our records of it: what is done at the other station waits for it.</param>
    internal bool TryTake(long number, in JournalEntry entry, bool isParked, in Moment moment, out long record)
    {
        if (state.TakenUp.TryGetValue((entry.Key, number), out record)) return true;
        if (!entry.HasMessage || !state.HasRoomForAdvice) return false;
        if (entry.Kind == RecordKind.Sent) record = new StoredIntent(in entry).Reverse(state, reversals, in moment, number);
        else if (!state.Destinations[entry.Issuer].Queue.Holds(entry.Stan)) record = Queue(number, in entry, isParked, in moment);
        if (record == 0) return false;
        state.TakenUp.Add((entry.Key, number), record);
        return true;
    }

    private long Queue(long number, in JournalEntry entry, bool isParked, in Moment moment)
    {
        JournalEntry taken = entry;
        taken.Effect = TotalsEffect.None;
        taken.Queued = number;
        taken.UnixMs = moment.UnixMs;
        long record = state.Record(in taken);
        Issuer issuer = state.Issuers[entry.Issuer];
        state.Restore(StoredAdvice.Of(record, in taken, issuer.Format), isParked);
        if (!isParked) return record;
        var parked = new JournalEntry
        {
            Kind = RecordKind.Parked,
            Issuer = entry.Issuer,
            Type = entry.Type,
            Stan = entry.Stan,
            Day = entry.Day,
            UnixMs = moment.UnixMs,
            Key = entry.Key,
            Lane = entry.Lane,
            Queued = record,
        };
        return state.Record(in parked);
    }
}
