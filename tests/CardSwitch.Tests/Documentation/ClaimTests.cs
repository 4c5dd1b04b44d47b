using System.Text.RegularExpressions;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Documentation;

/// <summary>Pages whose tables claim only what a test shows.</summary>
public sealed partial class ClaimTests
{
    [Theory]
    [InlineData("docs/failures.md")]
    [InlineData("docs/security.md")]
    public void Every_claim_names_a_test_that_is_there(string page)
    {
        ILookup<string, string> tests = Repository.Sources("tests/CardSwitch.Tests")
            .ToLookup(file => Path.GetFileNameWithoutExtension(file.Path), file => file.Code);
        string[] rows =
        [
            .. File.ReadAllText(Path.Combine(Repository.Root, page)).Split('\n')
                .Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1),
        ];
        Assert.NotEmpty(rows);
        Assert.All(rows, row =>
        {
            Match named = TestName().Match(row);
            Assert.True(named.Success, $"'{row}' names no test.");
            var method = new Regex($@"public (void|async Task) {named.Groups[2].Value}\(");
            Assert.True(tests[named.Groups[1].Value].Any(method.IsMatch), $"There is no {named.Value}");
        });
    }

    [GeneratedRegex(@"\| `(\w+)\.(\w+)` \|$")]
    private static partial Regex TestName();
}
