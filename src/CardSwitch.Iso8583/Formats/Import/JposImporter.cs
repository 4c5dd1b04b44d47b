namespace CardSwitch.Iso8583;

/// <summary>
/// Makes a format of a packager file of jPOS (generic-packager DTD: <c>isopackager</c>, <c>isofield</c>,
/// <c>isofieldpackager</c>). What a format cannot say is refused by name and line, and then there is no format at all.
/// </summary>
public static class JposImporter
{
    /// <summary>
    /// The format, named after the file, and what there is to say of it. A document type is passed over; nothing that it
    /// or an entity names is ever opened.
    /// </summary>
    /// <param name="xml">The file's bytes: UTF-8, UTF-16 with a byte order mark, US-ASCII or ISO-8859-1.</param>
    /// <param name="file">The file's name, for problems and for the format.</param>
    public static FormatLoad Import(ReadOnlySpan<byte> xml, string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var problems = new ImportProblems(file);
        XmlSpecNode? root = XmlSpecReader.Read(xml, problems);
        if (root is null) return problems.Finish(null);
        if (root.Name != "isopackager")
        {
            problems.Error(root.Line, "", $"the root is {root.Name}, not isopackager");
            return problems.Finish(null);
        }
        try
        {
            return problems.Finish(new JposMessage(problems, root).Format(FileStem.Of(file)));
        }
        catch (ArgumentException unsound)
        {
            // What holds between the fields rather than for each.
            problems.Error(root.Line, "", unsound);
            return problems.Finish(null);
        }
    }
}
