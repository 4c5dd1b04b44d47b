using CardSwitch.Journal;

namespace CardSwitch.Serving;

/// <summary>A record whose message another station may have to send again.</summary>
/// <param name="Row">The record.</param>
/// <param name="Message">Its message with the whole card number.</param>
/// <param name="IsParked">Whether it was given up until an operator releases it.</param>
internal sealed record UnfinishedRecord(JournalRow Row, byte[] Message, bool IsParked)
{
    /// <summary>The number of our own record of it; 0 until it was taken up.</summary>
    internal long TakenUpBy { get; set; }
}
