namespace CardSwitch.Iso8583;

/// <summary>Where in the message a field of a moov file stands.</summary>
/// <param name="Node">Where it is written.</param>
/// <param name="Field">The number of the data element that it is or stands in.</param>
/// <param name="InTlv">Whether its tag tells its length.</param>
internal readonly record struct MoovPlace(SpecNode Node, int Field, bool InTlv = false)
{
    internal int Line => Node.Line;

    internal string Path => Node.Path;

    /// <summary>What it gives away: that of the data element, for the files do not say; a track in any.</summary>
    internal Sensitivity SensitivityOf(string type)
    {
        if (type.StartsWith("Track", StringComparison.Ordinal)) return Sensitivity.Track;
        return Iso1987Elements.Table.TryGetValue(Field, out DataElement element) ? element.Sensitivity : Sensitivity.None;
    }
}
