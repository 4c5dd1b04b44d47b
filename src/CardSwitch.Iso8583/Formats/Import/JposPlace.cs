namespace CardSwitch.Iso8583;

/// <summary>Where in the message an element of a packager file stands.</summary>
/// <param name="Path">The path to it, such as <c>48.2</c>.</param>
/// <param name="Field">The number of the data element that it is or stands in.</param>
/// <param name="IsWhole">Whether it is the data element itself.</param>
internal readonly record struct JposPlace(string Path, int Field, bool IsWhole)
{
    /// <summary>What it gives away: that of the data element, for the files do not say.</summary>
    internal Sensitivity Sensitivity =>
        Iso1987Elements.Table.TryGetValue(Field, out DataElement element) ? element.Sensitivity : Sensitivity.None;

    /// <summary>Whether it is track 2 or 3, whatever class of text or digits carries it.</summary>
    internal bool IsTrack => IsWhole && Field is Iso8583.Field.Track2 or Iso8583.Field.Track3;

    internal JposPlace Inner(string key) => new($"{Path}.{key}", Field, IsWhole: false);
}
