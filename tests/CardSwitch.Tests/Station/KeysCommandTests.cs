using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Station;

public sealed class KeysCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("mac", "MacCmac, Aes of 128 bits")]
    [InlineData("mac3", "MacAlgorithm3, Tdes of 128 bits")]
    [InlineData("mac1", "MacAlgorithm1, Tdes of 128 bits")]
    [InlineData("pin", "PinEncryption, Aes of 128 bits")]
    [InlineData("bdk", "BaseDerivationKey, Aes of 128 bits")]
    [InlineData("kbpk", "KeyBlockProtection, Aes of 256 bits")]
    public async Task A_key_that_was_made_is_shown_by_its_check_value(string usage, string expected)
    {
        string protect = await ProtectAsync();
        string file = PathOf("key.tr31");
        CommandOutcome made = await CommandOutcome.OfAsync("keys", "make", "--protect", protect, "--usage", usage, "--output", file);
        CommandOutcome shown = await CommandOutcome.OfAsync("keys", "show", file, "--protect", protect);
        Assert.Equal((0, 0), (made.ExitCode, shown.ExitCode));
        Assert.Contains(expected, shown.Output, StringComparison.Ordinal);
        Assert.Equal(made.Output, shown.Output);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task A_key_under_another_protection_key_is_refused_and_a_file_is_never_overwritten()
    {
        string protect = await ProtectAsync();
        string other = await ProtectAsync("other.key");
        string file = PathOf("key.tr31");
        string[] make = ["keys", "make", "--protect", protect, "--usage", "mac", "--output", file];
        Assert.Equal(0, (await CommandOutcome.OfAsync(make)).ExitCode);
        CommandOutcome again = await CommandOutcome.OfAsync(make);
        Assert.NotEqual(0, again.ExitCode);
        CommandOutcome shown = await CommandOutcome.OfAsync("keys", "show", file, "--protect", other);
        Assert.NotEqual(0, shown.ExitCode);
        Assert.Contains("under another protection key", shown.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(File.ReadAllText(other).Trim(), shown.Error + shown.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Without_a_protection_key_it_says_where_one_may_come_from()
    {
        CommandOutcome outcome = await CommandOutcome.OfAsync(
            "keys", "make", "--usage", "mac", "--output", PathOf("key.tr31"));
        Assert.Contains("CARDSWITCH_PROTECTION_KEY", outcome.Error, StringComparison.Ordinal);
    }

    private string PathOf(string name) => Path.Combine(Path.GetDirectoryName(folder.Add("here", ""))!, name);

    private async Task<string> ProtectAsync(string name = "protection.key")
    {
        string path = PathOf(name);
        Assert.Equal(0, (await CommandOutcome.OfAsync("keys", "protect", "--output", path)).ExitCode);
        return path;
    }
}
