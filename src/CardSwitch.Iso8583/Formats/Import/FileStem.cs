namespace CardSwitch.Iso8583;

/// <summary>The name of a format whose file gives none: that of the file.</summary>
internal static class FileStem
{
    /// <summary>The file's name without folders and without what follows the last dot.</summary>
    internal static string Of(string file)
    {
        string name = file[(file.LastIndexOfAny(['/', '\\']) + 1)..];
        int dot = name.LastIndexOf('.');
        string stem = dot > 0 ? name[..dot] : name;
        return ImportProblems.NameOf(stem, "imported");
    }
}
