using System.Text;
using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Formats.Import;

/// <summary>Specification files for tests.</summary>
internal static class MoovFile
{
    /// <summary>What comes of a file with a plain head and these fields from its line 5 on.</summary>
    internal static FormatLoad Load(string fields) => Import(
        $$$"""
        {"name": "bank", "fields": {
        "0": {"type": "String", "length": 4, "enc": "ASCII", "prefix": "ASCII.Fixed"},
        "1": {"type": "Bitmap", "length": 8, "enc": "Binary", "prefix": "Binary.Fixed"},

        {{{fields}}}
        }}
        """);

    internal static FormatLoad Import(string json) => MoovImporter.Import(Encoding.UTF8.GetBytes(json), "spec.json");

    /// <summary>A format of such a file, which may have warnings only.</summary>
    internal static MessageFormat Format(string fields) => Sound(Load(fields));

    internal static MessageFormat Sound(FormatLoad load)
    {
        Assert.DoesNotContain(load.Problems, problem => !problem.IsWarning);
        return load.Format!;
    }

    /// <summary>The errors of a load that has failed.</summary>
    internal static string[] Errors(FormatLoad load)
    {
        Assert.Null(load.Format);
        return [.. load.Problems.Where(problem => !problem.IsWarning).Select(problem => problem.ToString())];
    }
}
