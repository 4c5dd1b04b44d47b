namespace CardSwitch.Iso8583;

/// <summary>Where a frame that cannot be read probably left its format, for people.</summary>
/// <param name="First">The first field that may be the culprit; 0 for the message type, 1 for the bitmaps.</param>
/// <param name="Last">The last one; from there on all fits. 0 for the message type, -1 for the end of the frame.</param>
/// <param name="Shift">How many bytes more, or fewer, there are than the format says.</param>
internal readonly record struct MisalignmentHint(int First, int Last, int Shift)
{
    internal const int End = -1;

    public override string ToString()
    {
        int count = Math.Abs(Shift);
        string bytes = count == 1 ? "1 byte" : $"{count} bytes";
        string place = Last switch { 0 => "the message type", End => "the end", _ => $"field {Last}" };
        string rest = Last == 0 ? "all fits" : Last == End ? "the message fits" : "the rest fits";
        string where = Last switch
        {
            0 => "look for a header or a length that the format does not know",
            End when First == 1 => "look at the bitmap and what follows it",
            End => $"look at field {First} and what follows it",
            _ when First == 1 => $"look at the bitmap and the fields up to {Last}",
            _ => $"look at fields {First} to {Last}",
        };
        return $"{rest} if {bytes} {(Shift > 0 ? "too many" : "too few")} stand{(count == 1 ? "s" : "")} before {place}: {where}";
    }
}
