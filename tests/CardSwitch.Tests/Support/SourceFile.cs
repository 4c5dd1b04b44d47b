using System.Text.RegularExpressions;

namespace CardSwitch.Tests.Support;

/// <summary>One C# file: its path from the repository's root, and its text.</summary>
internal sealed partial record SourceFile(string Path, string Text)
{
    /// <summary>The text without comments and without the contents of literals.</summary>
    public string Code { get; } = NotCode().Replace(Text, match => match.Value[0] == '/' ? " " : "\"\"");

    public string[] Lines { get; } = Text.TrimEnd('\n').Split('\n');

    // Comments, raw, verbatim and plain strings, characters; in the order in which they would be mistaken for another.
    [GeneratedRegex("""
        //[^\n]*|/\*.*?\*/|"{3,}.*?"{3,}|[@$]{0,2}@[@$]{0,2}"(?:[^"]|"")*"|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.[^'\n]*)'
        """, RegexOptions.Singleline)]
    private static partial Regex NotCode();
}
