namespace CardSwitch.Switching;

/// <summary>Tells the operator, once for each time, that a limit is too low for the traffic.</summary>
internal sealed class CapacityWatch(SwitchState state)
{
    private bool isFull;
    private bool isJournalFull;
    private int day;
    private long turnsBefore;
    private bool isShort;

    internal void Work()
    {
        WatchQueue();
        WatchJournal();
        WatchRepeats();
    }

    private void WatchJournal()
    {
        bool wasFull = isJournalFull;
        isJournalFull = state.IsJournalFull;
        if (isJournalFull && !wasFull) state.Output.Tell(new Notice(NoticeKind.JournalFull, -1));
    }

    private void WatchQueue()
    {
        bool wasFull = isFull;
        isFull = !state.HasRoomInQueue;
        if (isFull && !wasFull) state.Output.Tell(new Notice(NoticeKind.QueueFull, -1, Detail: state.Kept));
    }

    // The second time that the window is full in a day, what was known of that day's beginning is forgotten.
    private void WatchRepeats()
    {
        if (day != state.Days.Current)
        {
            day = state.Days.Current;
            turnsBefore = state.Known.FullTurns;
            isShort = false;
        }
        if (isShort || state.Known.FullTurns - turnsBefore < 2) return;
        isShort = true;
        state.Output.Tell(new Notice(NoticeKind.RepeatWindowShort, -1));
    }
}
