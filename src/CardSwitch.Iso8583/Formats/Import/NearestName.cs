namespace CardSwitch.Iso8583;

/// <summary>Says which name was meant by one that is not known.</summary>
internal static class NearestName
{
    /// <summary><c>; did you mean X?</c> for a known name that is few edits away, or nothing if none is near.</summary>
    internal static string Hint(string name, IEnumerable<string> known) =>
        Spelling.Nearest(name, known) is { } nearest ? $"; did you mean {nearest}?" : "";
}
