using System.Text;
using CardSwitch.Iso8583;

namespace CardSwitch.Station.Importing;

/// <summary>Tells the foreign format files from each other, and imports them.</summary>
internal static class ForeignFormat
{
    /// <summary>A packager file of jPOS, in XML.</summary>
    internal const string Jpos = "jpos";

    /// <summary>A specification file of moov, in JSON or YAML.</summary>
    internal const string Moov = "moov";

    /// <summary>Whatever of these the file looks like.</summary>
    internal const string Auto = "auto";

    internal static readonly string[] Kinds = [Auto, Jpos, Moov];

    /// <summary>The format in a file of a kind, and what there is to say of it.</summary>
    internal static FormatLoad Import(byte[] bytes, string file, string kind)
    {
        if (kind == Auto) kind = LooksLikeXml(bytes) ? Jpos : Moov;
        if (kind == Jpos) return JposImporter.Import(bytes, file);
        return LooksLikeJson(bytes) ? MoovImporter.Import(bytes, file) : ImportYaml(bytes, file);
    }

    private static FormatLoad ImportYaml(byte[] bytes, string file)
    {
        var problems = new List<FormatProblem>();
        string text = System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes);
        SpecNode? root = YamlSpecReader.Read(text, file, problems);
        return root is null ? new FormatLoad(null, problems) : MoovImporter.Import(root, file);
    }

    private static bool LooksLikeXml(byte[] bytes) => First(bytes) == '<';

    private static bool LooksLikeJson(byte[] bytes) => First(bytes) is '{' or '/';

    // The first character that is neither blank nor part of a byte order mark; of UTF-16 it has a zero byte beside it.
    private static char First(byte[] bytes) =>
        (char)bytes.FirstOrDefault(b => b is > (byte)' ' and < 0x80);
}
