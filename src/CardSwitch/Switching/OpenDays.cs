namespace CardSwitch.Switching;

/// <summary>
/// The business days that are open, as yyyymmdd, and how many requests wait that were accepted in each. A new request
/// belongs to the current day; the one before stays open until nothing of it waits.
/// </summary>
internal sealed class OpenDays
{
    private int waitingCurrent;
    private int waitingPrevious;

    internal int Current { get; private set; }

    /// <summary>The day before, while it is open; else 0.</summary>
    internal int Previous { get; private set; }

    internal bool PreviousIsIdle => waitingPrevious == 0;

    internal bool IsOpen(int day) => day != 0 && (day == Current || day == Previous);

    /// <summary>The first day of all.</summary>
    internal void Begin(int day) => Current = day;

    internal void Open(int day)
    {
        Previous = Current;
        waitingPrevious = waitingCurrent;
        Current = day;
        waitingCurrent = 0;
    }

    internal void Close(int day)
    {
        if (day == Previous) Previous = 0;
    }

    internal void Waits(int day)
    {
        if (day == Current) waitingCurrent++;
        else waitingPrevious++;
    }

    internal void Ended(int day)
    {
        if (day == Current) waitingCurrent--;
        else waitingPrevious--;
    }

    /// <summary>The open day that DE 15 (MMDD) names, or 0.</summary>
    internal int OpenDayOf(int monthAndDay) =>
        Current % 10_000 == monthAndDay ? Current : Previous != 0 && Previous % 10_000 == monthAndDay ? Previous : 0;
}
