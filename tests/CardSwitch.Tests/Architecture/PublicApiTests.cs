using System.Reflection;
using CardSwitch.Iso8583;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Architecture;

/// <summary>
/// The public API is a promise: a change of it shows as a change of a file under PublicApi. To accept one, run these
/// tests with the environment variable CARDSWITCH_ACCEPT_API=1 and commit what they write.
/// </summary>
public class PublicApiTests
{
    [Theory]
    [InlineData("CardSwitch.Iso8583")]
    [InlineData("CardSwitch")]
    [InlineData("CardSwitch.Sqlite")]
    [InlineData("CardSwitch.PostgreSql")]
    public void The_public_api_is_the_one_promised(string name)
    {
        string[] actual = PublicApiText.Of(Assembly.Load(name));
        string snapshot = Path.Combine(Repository.Root, "tests/CardSwitch.Tests/Architecture/PublicApi", name + ".txt");
        if (Environment.GetEnvironmentVariable("CARDSWITCH_ACCEPT_API") == "1") Write(snapshot, actual);

        string[] promised = File.Exists(snapshot) ? File.ReadAllLines(snapshot) : [];
        if (actual.SequenceEqual(promised)) return;
        string seen = Path.Combine(AppContext.BaseDirectory, name + ".actual.txt");
        Write(seen, actual);
        Assert.Fail(
            $"The public API of {name} differs from {snapshot}:\n{string.Join('\n', LineDiff.Of(promised, actual))}\n" +
            $"The actual text is in {seen}. To accept it: CARDSWITCH_ACCEPT_API=1 dotnet test");
    }

    [Fact]
    public void The_text_tells_apart_what_a_caller_would_notice()
    {
        string[] lines = PublicApiText.Of(typeof(MessageFormat).Assembly);
        Assert.Contains("CardSwitch.Iso8583.MessageView (readonly ref struct)", lines);
        Assert.Contains("CardSwitch.Iso8583.ParseChecks (enum : Byte)", lines);
        Assert.Contains("    All = 3", lines);
        Assert.Contains("    new(MessageFormat format, ParseChecks checks = 3)", lines);
        Assert.Contains("    static Boolean TryParse(ReadOnlySpan<Byte> asciiDigits, out Pan pan)", lines);
        Assert.Contains("    FieldSpec? Item[Int32] { get; }", lines);
        Assert.DoesNotContain(lines, line => line.Contains("FieldLayout", StringComparison.Ordinal));
    }

    [Fact]
    public void A_difference_is_shown_by_its_lines()
    {
        Assert.Equal(["- b", "+ x", "+ e"], LineDiff.Of(["a", "b", "c", "d"], ["a", "x", "c", "d", "e"]));
        Assert.Empty(LineDiff.Of(["a"], ["a"]));
    }

    private static void Write(string path, string[] lines)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, string.Concat(lines.Select(line => line + "\n")));
    }
}
