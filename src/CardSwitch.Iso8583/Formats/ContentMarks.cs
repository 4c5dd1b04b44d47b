namespace CardSwitch.Iso8583;

/// <summary>The standard's marks of the content classes.</summary>
internal static class ContentMarks
{
    internal static string Mark(this ContentClass content) => content switch
    {
        ContentClass.Numeric => "n",
        ContentClass.Alpha => "a",
        ContentClass.AlphaNumeric => "an",
        ContentClass.AlphaNumericSpecial => "ans",
        ContentClass.NumericSpecial => "ns",
        ContentClass.AlphaOrNumeric => "a|n",
        ContentClass.Binary => "b",
        ContentClass.Track => "z",
        _ => "x+n",
    };

    /// <summary>The class of a mark; false for any other text.</summary>
    internal static bool TryParse(ReadOnlySpan<char> mark, out ContentClass content)
    {
        for (content = ContentClass.Numeric; content <= ContentClass.SignedNumeric; content++)
        {
            if (mark.SequenceEqual(content.Mark())) return true;
        }
        content = default;
        return false;
    }
}
