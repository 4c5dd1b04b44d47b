using System.Text.RegularExpressions;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Architecture;

/// <summary>The house rules that a machine can judge.</summary>
public partial class StyleTests
{
    private const int MaxLines = 400;

    /// <summary>Files of src that may be longer, and why.</summary>
    private static readonly Dictionary<string, string> LongFiles = [];

    /// <summary>Files of src with more than one top-level type, and why.</summary>
    private static readonly Dictionary<string, string> SharedFiles = new()
    {
        ["src/CardSwitch.Iso8583/Messages/ISetting.cs"] = "the interface and its two values are one idea",
    };

    private static readonly SourceFile[] Shipped = [.. Repository.Sources("src")];

    private static readonly SourceFile[] All =
        [.. Shipped, .. Repository.Sources("tests"), .. Repository.Sources("bench")];

    [Fact]
    public void Files_stay_short_enough_to_be_read_in_one_go()
    {
        string[] tooLong = [.. Shipped.Where(file => file.Lines.Length > MaxLines).Select(file => file.Path)];
        AssertListed(LongFiles, tooLong);
    }

    [Fact]
    public void A_file_holds_one_type()
    {
        AssertListed(SharedFiles, [.. Shipped.Where(file => Types(file).Length > 1).Select(file => file.Path)]);
    }

    [Fact]
    public void A_file_is_named_after_its_type()
    {
        AssertNone(
            from file in Shipped
            where !SharedFiles.ContainsKey(file.Path)
            from type in Types(file)
            let name = Path.GetFileNameWithoutExtension(file.Path)
            where name.Split('.')[0] != type
            select $"{file.Path}: holds {type}");
    }

    [Fact]
    public void Namespaces_are_file_scoped()
    {
        AssertNone(
            from file in All
            where !file.Code.Contains("\nnamespace ", StringComparison.Ordinal)
                && !file.Code.StartsWith("namespace ", StringComparison.Ordinal)
                && Types(file).Length > 0
                || BlockNamespace().IsMatch(file.Code)
            select file.Path);
    }

    [Fact]
    public void The_codec_has_one_namespace_and_elsewhere_it_follows_the_folder()
    {
        AssertNone(
            from file in Shipped
            let declared = NamespaceLine().Match(file.Code)
            where declared.Success
            let folders = Path.GetDirectoryName(file.Path)!.Replace('\\', '/').Split('/')[1..]
            let expected = folders[0] == "CardSwitch.Iso8583" ? folders[0] : string.Join('.', folders)
            where declared.Groups[1].Value != expected
            select $"{file.Path}: is in {declared.Groups[1].Value}, not in {expected}");
    }

    [Fact]
    public void Nothing_is_left_for_later()
    {
        string[] marks = ["TO" + "DO", "FIX" + "ME", "HA" + "CK", "NotImplemented" + "Exception"];
        AssertNone(
            from file in All
            from line in file.Lines.Index()
            where marks.Any(mark => line.Item.Contains(mark, StringComparison.Ordinal))
            select $"{file.Path}({line.Index + 1})");
    }

    [Fact]
    public void Lines_fit_a_screen()
    {
        AssertNone(
            from file in Shipped
            from line in file.Lines.Index()
            where line.Item.Length > 140
            select $"{file.Path}({line.Index + 1})");
    }

    [Fact]
    public void No_name_says_nothing()
    {
        AssertNone(
            from file in All
            from type in Types(file)
            where EmptyName().IsMatch(type)
            select $"{file.Path}: {type}");
    }

    // Types that begin at the margin and are not the file's own.
    private static string[] Types(SourceFile file) =>
    [
        .. from match in TopLevelType().Matches(file.Code)
           where !match.Value.Contains("file ", StringComparison.Ordinal)
           select match.Groups[1].Value,
    ];

    private static void AssertListed(Dictionary<string, string> listed, string[] found)
    {
        AssertNone(found.Where(path => !listed.ContainsKey(path)).Select(path => $"{path}: not listed with a reason"));
        AssertNone(listed.Keys.Where(path => !found.Contains(path)).Select(path => $"{path}: listed without need"));
    }

    private static void AssertNone(IEnumerable<string> violations)
    {
        string all = string.Join('\n', violations);
        if (all.Length > 0) Assert.Fail(all);
    }

    [GeneratedRegex(@"^namespace [\w.]+\s*\{", RegexOptions.Multiline)]
    private static partial Regex BlockNamespace();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(
        @"^(?:(?:public|internal|file|sealed|static|abstract|readonly|ref|partial|unsafe) )*" +
        @"(?:class|struct|interface|enum|record struct|record class|record|delegate [\w<>,?\[\] ]+?) (\w+)",
        RegexOptions.Multiline)]
    private static partial Regex TopLevelType();

    [GeneratedRegex("(Utils?|Utilities|Helpers?|Manager|Misc|Common)$")]
    private static partial Regex EmptyName();
}
