using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Station;

public sealed class DiffCommandTests
{
    private static readonly string R1 = Convert.ToHexString(ReferenceMessages.R1);
    private static readonly string R2 = Convert.ToHexString(ReferenceMessages.R2);

    private const string Base = """{"0":"0200","2":"4761739001010119","4":"000000000100","55":{"9F02":"000000000100","9A":"221122"}}""";

    [Fact]
    public async Task Equal_messages_have_no_differences()
    {
        CommandOutcome outcome = await CommandOutcome.OfAsync("diff", R1, R1);
        Assert.Equal(("", "", 0), (outcome.Output, outcome.Error, outcome.ExitCode));
    }

    [Fact]
    public async Task The_same_message_in_two_formats_is_equal()
    {
        using var file = new TemporaryFile(ReferenceMessages.R2);
        CommandOutcome outcome = await CommandOutcome.OfAsync("diff", R1, file.Path, "--format-b", "iso1987-binary");
        Assert.Equal(("", "", 0), (outcome.Output, outcome.Error, outcome.ExitCode));
        outcome = await CommandOutcome.OfAsync("diff", R2, R1, "-f", "iso1987-binary", "--format-b", "iso1987-ascii");
        Assert.Equal(("", "", 0), (outcome.Output, outcome.Error, outcome.ExitCode));
    }

    [Fact]
    public async Task Fields_and_elements_within_are_added_removed_or_changed()
    {
        CommandOutcome outcome = await DiffAsync(
            Base, """{"0":"0210","2":"4761739001010119","39":"00","55":{"9F02":"000000000200","5F2A":"978"}}""", "--json");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal(
            [
                """{"path":"0","change":"changed","a":"0200","b":"0210"}""",
                """{"path":"4","change":"removed","a":"000000000100"}""",
                """{"path":"39","change":"added","b":"00"}""",
                """{"path":"55.9F02","change":"changed","a":"000000000100","b":"000000000200"}""",
                """{"path":"55.9A","change":"removed","a":"221122"}""",
                """{"path":"55.5F2A","change":"added","b":"978"}""",
            ],
            outcome.Lines);
    }

    [Fact]
    public async Task Card_data_are_masked_unless_asked_for()
    {
        string other = Base.Replace("4761739001010119", "4761739999990119", StringComparison.Ordinal);
        CommandOutcome outcome = await DiffAsync(Base, other);
        Assert.EndsWith("476173******0119  (differ in what is masked)", Assert.Single(outcome.Lines), StringComparison.Ordinal);
        Assert.StartsWith("~ 2 ", outcome.Lines[0], StringComparison.Ordinal);
        outcome = await DiffAsync(Base, other, "--unmasked");
        Assert.EndsWith("4761739001010119 -> 4761739999990119", Assert.Single(outcome.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_order_of_elements_is_a_difference_of_the_field()
    {
        CommandOutcome outcome = await DiffAsync(
            """{"0":"0200","55":"9A032211229C0100"}""", """{"0":"0200","55":"9C01009A03221122"}""", "--json", "--unmasked");
        Assert.Equal("""{"path":"55","change":"changed","a":"9A032211229C0100","b":"9C01009A03221122"}""", Assert.Single(outcome.Lines));
        outcome = await DiffAsync(
            """{"0":"0200","55":"9A032211229A03221123"}""", """{"0":"0200","55":"9A032211229A03221124"}""", "--json");
        Assert.Equal("""{"path":"55.9A (2. time)","change":"changed","a":"221123","b":"221124"}""", Assert.Single(outcome.Lines));
    }

    [Theory]
    [InlineData("argument: ", "30323030")]
    [InlineData("argument: character 5 is not hexadecimal", "3032x0")]
    [InlineData("'no-such-file' is neither", "no-such-file")]
    public async Task What_cannot_be_compared_is_wrong_usage(string expected, string other)
    {
        CommandOutcome outcome = await CommandOutcome.OfAsync("diff", R1, other);
        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith($"cardswitch: {expected}", outcome.Error, StringComparison.Ordinal);
        using var two = new TemporaryFile($"{R1}\n{R1}\n");
        outcome = await CommandOutcome.OfAsync("diff", R1, two.Path);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("more than one message", outcome.Error, StringComparison.Ordinal);
    }

    private static async Task<CommandOutcome> DiffAsync(string a, string b, params string[] options)
    {
        CommandOutcome encoded = await CommandOutcome.OfAsync("encode", a, b);
        Assert.Equal("", encoded.Error);
        return await CommandOutcome.OfAsync(["diff", .. encoded.Lines, .. options]);
    }
}
