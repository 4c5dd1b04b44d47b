using System.Text;
using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Formats.Import;

/// <summary>Packager files for tests.</summary>
internal static class JposFile
{
    internal const string Head =
        """
          <isofield id="0" length="4" name="MTI" class="org.jpos.iso.IFA_NUMERIC"/>
          <isofield id="1" length="16" name="Bitmap" class="org.jpos.iso.IFB_BITMAP"/>
        """;

    /// <summary>What comes of a file with a plain head and these elements from its line 4 on.</summary>
    internal static FormatLoad Load(string elements) => Import($"<isopackager>\n{Head}\n{elements}\n</isopackager>");

    /// <summary>A format of such a file, which must have no problem at all.</summary>
    internal static MessageFormat Format(string elements) => Sound(Load(elements));

    internal static FormatLoad Import(string xml) => JposImporter.Import(Encoding.UTF8.GetBytes(xml), "bank.xml");

    internal static MessageFormat Sound(FormatLoad load)
    {
        Assert.Empty(load.Problems);
        return load.Format!;
    }

    /// <summary>The one problem of a load, which must be an error.</summary>
    internal static FormatProblem OnlyError(FormatLoad load)
    {
        FormatProblem problem = Assert.Single(load.Problems);
        Assert.False(problem.IsWarning);
        Assert.Null(load.Format);
        return problem;
    }

    /// <summary>One field of a class.</summary>
    internal static string Field(int id, string @class, int length, string attributes = "", string package = "org.jpos.iso") =>
        $"<isofield id=\"{id}\" length=\"{length}\" name=\"Field {id}\" class=\"{package}.{@class}\" {attributes}/>";

    /// <summary>Elements in a field of bytes behind two bytes of length.</summary>
    internal static string Within(int id, string packager, string attributes, string elements, string @class = "IFB_LLLHBINARY") =>
        $"""
        <isofieldpackager id="{id}" length="99" name="Field {id}" class="org.jpos.iso.{@class}" packager="org.jpos.{packager}" {attributes}>
        {elements}
        </isofieldpackager>
        """;
}
