using System.Text;
using System.Text.Unicode;

namespace CardSwitch.Iso8583;

/// <summary>
/// Makes a format of a specification file of moov's iso8583 for Go, of today's form and of the one before it. What a format
/// cannot say is refused by name and line, and then there is no format at all.
/// </summary>
public static class MoovImporter
{
    /// <summary>The format, named as the file says or else after the file, and what there is to say of it.</summary>
    /// <param name="json">The file's bytes: JSON in UTF-8, or in ISO-8859-1 where they are no UTF-8.</param>
    /// <param name="file">The file's name, for problems and for the format.</param>
    public static FormatLoad Import(ReadOnlySpan<byte> json, string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var problems = new ImportProblems(file);
        if (json.Length <= JsonSpecReader.MaxBytes && !Utf8.IsValid(json))
        {
            problems.Warn(0, "", "is no UTF-8, and read as ISO-8859-1");
            json = Encoding.UTF8.GetBytes(Encoding.Latin1.GetString(json));
        }
        var unread = new List<FormatProblem>();
        SpecNode? root = JsonSpecReader.Read(json, file, unread);
        problems.Take(unread);
        return root is null ? problems.Finish(null) : Import(root, file, problems);
    }

    /// <summary>The same of a file that is read already.</summary>
    internal static FormatLoad Import(SpecNode root, string file) => Import(root, file, new ImportProblems(file));

    private static FormatLoad Import(SpecNode root, string file, ImportProblems problems)
    {
        try
        {
            string name = ImportProblems.NameOf(root["name"]?.Text, FileStem.Of(file));
            if (FieldsOf(root) is not { Kind: SpecNodeKind.Map, Children.Count: > 0 } fields)
            {
                problems.Error(root.Line, "", root["elements"] is null
                    ? "there are no fields"
                    : "this is a specification of moov's first version, which does not say how fields are encoded");
                return problems.Finish(null);
            }
            return problems.Finish(new MoovMessage(problems, fields).Format(name));
        }
        catch (ArgumentException unsound)
        {
            // What holds between the fields rather than for each.
            problems.Error(root.Line, "", unsound);
            return problems.Finish(null);
        }
    }

    // The dialect before may have the fields at the root.
    private static SpecNode? FieldsOf(SpecNode root) => root["fields"]
        ?? (root.Children.Any(child => child.Key.StartsWith(MoovNames.FieldPrefix, StringComparison.Ordinal)) ? root : null);
}
