using CardSwitch.Journal;

namespace CardSwitch.Station.Journals;

/// <summary>Writes rows for another program.</summary>
internal interface IRowWriter
{
    /// <summary>What stands before the first row, if anything.</summary>
    void Begin();

    void Write(JournalRow row);
}
