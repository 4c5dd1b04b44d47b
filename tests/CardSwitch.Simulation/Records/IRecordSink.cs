using CardSwitch.Journal;

namespace CardSwitch.Simulation.Records;

/// <summary>Where encoded records go.</summary>
internal interface IRecordSink
{
    /// <summary>Takes a record.</summary>
    /// <param name="number">One more than the number of the record before; 1 for the first.</param>
    /// <param name="record">Its bytes, to be copied: they are overwritten after the call.</param>
    void Append(long number, ReadOnlySpan<byte> record);
}
