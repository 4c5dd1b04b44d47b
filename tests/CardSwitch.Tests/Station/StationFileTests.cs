using CardSwitch.Framing;
using CardSwitch.Iso8583;
using CardSwitch.Routing;
using CardSwitch.Station.Configuration;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Station;

public sealed class StationFileTests
{
    private const string Sound =
        """
        {
          "listeners": [
            { "name": "shops", "port": 5000 },
          ],
          "issuers": [
            { "name": "a", "endpoints": [{ "host": "127.0.0.1", "port": 6000 }] },
          ],
          "routes": { "4761": "a" },
        }
        """;

    [Fact]
    public void The_example_in_the_documentation_loads()
    {
        StationOptions options = Load(File.ReadAllText(Example()));
        Assert.Equal("north", options.Name);
        Assert.Equal(["shops", "terminals-with-tpdu"], options.Listeners.Select(l => l.Name));
        Assert.Same(MessageFormats.Iso1987Binary, options.Listeners[1].Format);
        Assert.Equal("be2 prefix=6000010000/any", options.Listeners[1].Framing.ToString());
        Assert.Equal(3, options.Issuers[0].EndPoints.Sum(e => e.Connections));
        Assert.Equal(FrameFormat.Ascii4, options.Issuers[1].Framing);
        Assert.Contains(new Route("51-55", "alpine"), options.Routes);
        Assert.Contains(new Route("628", "island"), options.Routes);
    }

    [Fact]
    public void The_examples_defaults_are_the_librarys()
    {
        StationOptions options = Load(File.ReadAllText(Example()));
        StationLimits usual = new();
        Assert.Equal(usual.MaxPending, options.Limits.MaxPending);
        Assert.Equal(usual.MaxQueued, options.Limits.MaxQueued);
        Assert.Equal(usual.RepeatWindow, options.Limits.RepeatWindow);
        Assert.Equal(usual.StoredAnswers, options.Limits.StoredAnswers);
        Assert.Equal(usual.MaxOutputPerLink, options.Limits.MaxOutputPerLink);
        Assert.Equal(usual.FrameDeadline, options.Limits.FrameDeadline);
        Assert.Equal(usual.DrainTimeOut, options.Limits.DrainTimeOut);
        IssuerOptions issuer = new() { Name = "x" };
        Assert.Equal(issuer.TimeOut, options.Issuers[0].TimeOut);
        Assert.Equal(issuer.AtmTimeOut, options.Issuers[0].AtmTimeOut);
        Assert.Equal(issuer.MaxPending, options.Issuers[0].MaxPending);
        Assert.Equal(new ListenerOptions { Name = "x" }.MaxConnections, options.Listeners[0].MaxConnections);
    }

    [Theory]
    [InlineData("\"port\": 5000", "\"port\": 99999", "3: listeners[0].port: expected 1 to 65535, or 0 for one that the system chooses, found 99999")]
    [InlineData("\"port\": 5000", "\"port\": \"5000\"", "3: listeners[0].port: expected 1 to 65535, or 0 for one that the system chooses, found \"5000\"")]
    [InlineData("\"port\": 5000", "\"prot\": 5000", "3: listeners[0].prot: is not known; did you mean port?")]
    [InlineData("\"port\": 5000", "\"address\": \"here\"", "3: listeners[0].address: expected an IP address such as 0.0.0.0, found \"here\"")]
    [InlineData("\"port\": 5000", "\"format\": \"iso\"", "3: listeners[0].format: expected one of {formats}, found \"iso\"")]
    [InlineData("\"name\": \"shops\",", "", "3: listeners[0].name: is missing")]
    [InlineData("\"port\": 6000", "\"port\": 0", "6: issuers[0].endpoints[0].port: expected 1 to 65535, found 0")]
    [InlineData("\"name\": \"a\",", "\"name\": \"a\", \"timeoutMs\": 0.5,", "6: issuers[0].timeoutMs: expected 1 to 3600000 milliseconds, found 0.5")]
    [InlineData("\"name\": \"a\",", "\"name\": \"a\", \"allowPartialApproval\": 1,", "6: issuers[0].allowPartialApproval: expected true or false, found 1")]
    [InlineData("\"4761\": \"a\"", "\"4761\": \"b\"", "8: routes[\"4761\"]: expected an issuer's name, or one of elsewhere, found \"b\"")]
    [InlineData("\"4761\": \"a\"", "\"4-5x\": \"a\"", "8: routes[\"4-5x\"]: expected a prefix or range of 2 to 19 digits, such as 476173 or 51-55")]
    [InlineData("\"routes\"", "\"limits\": [],\n\"routes\"", "8: limits: expected an object, found a list")]
    [InlineData("\"routes\"", "\"zzz\": 1, \"routes\"", "8: zzz: is not known; expected one of name, verifyCheckDigit, institution, cutOver, replayWindowSeconds, crypto, listeners, issuers, elsewhere, routes, routesFile, limits")]
    [InlineData("\"4761\": \"a\" }", "\"4761\": \"a\" } }", "8: is not JSON")]
    public void A_wrong_value_is_named_by_line_path_and_what_was_expected(string from, string to, string expected)
    {
        Assert.Contains(from, Sound, StringComparison.Ordinal);
        using var file = new TemporaryFile(Sound.Replace(from, to, StringComparison.Ordinal));
        Assert.Null(StationFile.TryLoad(file.Path, out IReadOnlyList<string> errors));
        string formats = string.Join(", ", MessageFormats.All.Select(format => format.Name));
        expected = expected.Replace("{formats}", formats, StringComparison.Ordinal);
        Assert.StartsWith($"{file.Path}:{expected}", errors[0], StringComparison.Ordinal);
    }

    [Fact]
    public void All_errors_are_found_at_once_in_the_order_of_the_file()
    {
        using var file = new TemporaryFile(Sound.Replace("5000", "-1", StringComparison.Ordinal)
            .Replace("6000", "70000", StringComparison.Ordinal).Replace("4761", "x", StringComparison.Ordinal));
        Assert.Null(StationFile.TryLoad(file.Path, out IReadOnlyList<string> errors));
        Assert.Equal(["3", "6", "8"], errors.Select(error => error[(file.Path.Length + 1)..].Split(':')[0]));
    }

    [Fact]
    public void What_the_library_alone_can_judge_gets_its_line_too()
    {
        using var file = new TemporaryFile(Sound.Replace(
            "{ \"name\": \"shops\"", "{ \"name\": \"shops\" },\n{ \"name\": \"shops\"", StringComparison.Ordinal));
        Assert.Null(StationFile.TryLoad(file.Path, out IReadOnlyList<string> errors));
        Assert.StartsWith($"{file.Path}:4: listeners[1].name: 'shops' stands twice", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Routes_come_from_a_table_beside_the_file_as_well()
    {
        using var table = new TemporaryFile("range,issuer\n51-55,a\n# one bank more\n2221-2720, a\n");
        StationOptions options = Load(WithTable(table));
        Assert.Equal([new Route("4761", "a"), new Route("51-55", "a"), new Route("2221-2720", "a")], options.Routes);
    }

    [Fact]
    public void A_bad_row_of_the_table_is_named_by_its_line()
    {
        using var table = new TemporaryFile("range,issuer\n51-55,a\n56,nobody\n");
        using var file = new TemporaryFile(WithTable(table));
        Assert.Null(StationFile.TryLoad(file.Path, out IReadOnlyList<string> errors));
        string error = Assert.Single(errors);
        Assert.Contains("routesFile: ", error, StringComparison.Ordinal);
        Assert.Contains("line 3: no issuer is named 'nobody'", error, StringComparison.Ordinal);
    }

    private static string WithTable(TemporaryFile table) => Sound.Replace(
        "\"routes\"", $"\"routesFile\": \"{Path.GetFileName(table.Path)}\",\n\"routes\"", StringComparison.Ordinal);

    private static StationOptions Load(string text)
    {
        using var file = new TemporaryFile(text);
        StationOptions? options = StationFile.TryLoad(file.Path, out IReadOnlyList<string> errors);
        Assert.Empty(errors);
        return options!;
    }

    private static string Example() => Path.Combine(Repository.Root, "docs", "station.json");
}
