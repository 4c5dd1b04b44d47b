namespace CardSwitch.Iso8583;

/// <summary>Something wrong in a format's file.</summary>
/// <param name="File">The file's name as it was given.</param>
/// <param name="Line">The line, from 1; 0 when it concerns the file as a whole.</param>
/// <param name="Path">The place within the file's structure, such as <c>fields.48.subfields</c>; may be empty.</param>
/// <param name="Message">What is wrong, and what was expected.</param>
/// <param name="IsWarning">Whether the format can be used nonetheless, with the difference that the message tells.</param>
public sealed record FormatProblem(string File, int Line, string Path, string Message, bool IsWarning = false)
{
    /// <summary><c>bank.json:12: fields.48: message</c>, as editors know it.</summary>
    public override string ToString()
    {
        string place = Line > 0 ? $"{File}:{Line}" : File;
        string kind = IsWarning ? "warning: " : "";
        return Path.Length == 0 ? $"{place}: {kind}{Message}" : $"{place}: {Path}: {kind}{Message}";
    }
}
