using System.Text;
using CardSwitch.Iso8583;
using CardSwitch.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace CardSwitch.Tests.Formats.Files;

/// <summary>Files that nobody means well are refused, and no bytes throw.</summary>
public sealed class HostileFormatFileTests
{
    private static readonly byte[][] Sources =
    [
        .. Directory.GetFiles(Path.Combine(Repository.Root, "docs/formats"), "*.json").Order(StringComparer.Ordinal).Select(File.ReadAllBytes),
        .. FeatureFormats.All.Take(5).Select(format => Encoding.UTF8.GetBytes(FormatFile.Write(format))),
        Encoding.UTF8.GetBytes(FormatFile.Write(FeatureFormats.All[^1], MessageFormats.Iso1987Ascii)),
    ];

    [Fact]
    public void Any_change_of_a_file_gives_a_format_or_problems()
    {
        Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue - 1)), seed =>
        {
            byte[] file = Spoilt(new Random(seed));
            FormatLoad load = FormatFile.Parse(file, "it");
            return (load.Succeeded ? FormatFile.Parse(Encoding.UTF8.GetBytes(FormatFile.Write(load.Format)), "it").Succeeded
                : load.Problems.Any(problem => !problem.IsWarning))
                .Label($"seed {seed}: {Encoding.UTF8.GetString(file)}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));
    }

    [Theory]
    [InlineData("n 10000")]
    [InlineData("n ..1000000")]
    [InlineData("n .........9")]
    [InlineData("b rest 99999999999999999999")]
    [InlineData("n 0")]
    [InlineData("n -1")]
    [InlineData("n until 5 3")]
    [InlineData("n until 5C")]
    [InlineData("n until +C 3")]
    [InlineData("n 1 2")]
    [InlineData("q 3")]
    [InlineData(" 3")]
    [InlineData("n ")]
    [InlineData("n")]
    [InlineData("")]
    [InlineData("n \u0663")]
    public void A_type_that_says_no_possible_length_is_refused(string type)
    {
        FormatProblem problem = Assert.Single(Parse($"{{ \"name\": \"x\", \"mti\": \"bcd\", \"bitmap\": \"hex\", \"fields\": {{ \"2\": {{ \"type\": \"{type}\" }} }} }}").Problems);
        Assert.StartsWith("expected a type such as ", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_has_an_end()
    {
        Refused("not JSON", new string('[', 100_000));
        Refused("not JSON", Within(string.Concat(Enumerable.Repeat("{\"a\":", 70)) + "1" + new string('}', 70)));
        Assert.True(Parse(Nested(16)).Succeeded);
        Refused("fields are nested deeper than 16", Nested(17));
    }

    [Fact]
    public void Size_has_an_end()
    {
        Refused("the file is longer than 4 MB", new string(' ', (4 << 20) + 1));
        Refused("not JSON: there are more than 500000 values", $"[{new string('1', 1)}{string.Concat(Enumerable.Repeat(",1", 600_000))}]");
        Refused("not JSON: a key is longer than 256 characters", $"{{ \"{new string('k', 1_000_000)}\": {{}} }}");
        Refused("is longer than 1000 characters", $"{{ \"name\": \"{new string('n', 1001)}\", \"mti\": \"bcd\", \"bitmap\": \"hex\" }}");
        string elements = string.Join(",", Enumerable.Range(0, 20_001).Select(n => $"\"{n:D5}\":{{\"type\":\"n ..3\"}}"));
        Refused(
            "there are more than 20000 fields and elements",
            Within($$"""{ "type": "ans ...999", "subfields": { "kind": "tagged", "tag": { "width": 5 }, "fields": { {{elements}} } } }"""));
    }

    [Fact]
    public void Long_paths_do_not_add_up()
    {
        string key = new('k', 250);
        string deep = string.Concat(Enumerable.Repeat($"{{\"{key}\":", 60)) + $"[{string.Join(",", Enumerable.Repeat("1", 400_000))}]" + new string('}', 60);
        Refused("is not known", $"{{ \"name\": \"x\", \"extends\": \"iso1987-ascii\", \"z\": {deep} }}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("\"\\ud800\"")]
    [InlineData("{ \"name\": \"\\ud800\" }")]
    [InlineData("{} {}")]
    [InlineData("{ /* }")]
    [InlineData("{ \"extends\": {} }")]
    [InlineData("{ \"fields\": { \"2\": { \"subfields\": { \"kind\": \"tagged\", \"tag\": null } } } }")]
    public void What_is_no_format_is_no_format(string text) => Assert.NotEmpty(Parse(text).Problems);

    [Fact]
    public void A_byte_order_mark_and_comments_are_no_harm()
    {
        FormatLoad load = FormatFile.Parse(
            [0xEF, 0xBB, 0xBF, .. """{ /* one */ "name": "x", "extends": "iso1987-ascii", } // two"""u8], "it");
        Assert.Equal([], load.Problems);
        Assert.Equal("x", load.Format!.Name);
    }

    // Flips, cuts, splices with another file, and words that belong elsewhere.
    private static byte[] Spoilt(Random random)
    {
        List<byte> file = [.. Sources[random.Next(Sources.Length)]];
        for (int fault = random.Next(1, 5); fault > 0 && file.Count > 0; fault--)
        {
            int at = random.Next(file.Count);
            int length = Math.Min(random.Next(1, 60), file.Count - at);
            switch (random.Next(6))
            {
                case 0: file[at] = (byte)random.Next(256); break;
                case 1: file.RemoveRange(at, length); break;
                case 2: file.InsertRange(at, file.GetRange(random.Next(file.Count - length + 1), length)); break;
                case 3: file.RemoveRange(at, file.Count - at); break;
                case 4: Exchange(file, random); break;
                default:
                    byte[] other = Sources[random.Next(Sources.Length)];
                    file.InsertRange(at, other.AsSpan(random.Next(other.Length / 2), random.Next(other.Length / 2)).ToArray());
                    break;
            }
        }
        return [.. file];
    }

    // One quoted text in the place of another: the file stays JSON, and what it says is wrong in every way.
    private static void Exchange(List<byte> file, Random random)
    {
        string[] parts = Encoding.UTF8.GetString([.. file]).Split('"');
        if (parts.Length < 4) return;
        int one = random.Next(parts.Length / 2) * 2 + 1, other = random.Next(parts.Length / 2) * 2 + 1;
        if (other < parts.Length && one < parts.Length) parts[one] = parts[other];
        file.Clear();
        file.AddRange(Encoding.UTF8.GetBytes(string.Join('"', parts)));
    }

    private static string Nested(int depth)
    {
        string field = "{ \"type\": \"ans ...999\" }";
        for (int i = 0; i < depth; i++)
        {
            field = $$"""{ "type": "ans ...999", "subfields": { "kind": "positional", "fields": { "1": {{field}} } } }""";
        }
        return Within(field);
    }

    private static string Within(string field) => $$"""{ "name": "x", "mti": "ascii", "bitmap": "hex", "fields": { "48": {{field}} } }""";

    private static void Refused(string message, string text)
    {
        FormatLoad load = Parse(text);
        Assert.False(load.Succeeded);
        Assert.Contains(load.Problems, problem => problem.Message.StartsWith(message, StringComparison.Ordinal));
    }

    private static FormatLoad Parse(string text) => FormatFile.Parse(Encoding.UTF8.GetBytes(text), "it");
}
