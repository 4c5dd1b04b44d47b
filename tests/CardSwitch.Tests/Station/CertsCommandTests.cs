using CardSwitch.Station.Commands;
using CardSwitch.Station.Configuration;
using CardSwitch.Tests.Serving;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Station;

/// <summary><c>cardswitch certs</c>, and a station file that names what it made.</summary>
public sealed class CertsCommandTests
{
    [Fact]
    public async Task What_it_makes_is_what_a_station_takes()
    {
        using var folder = new TemporaryFolder();
        CommandOutcome outcome = await CommandOutcome.OfAsync(
            "certs", "--output", Certs(folder), "--station", "north", "--peer", "shops=426001", "harbour");
        Assert.Equal(ExitCode.Ok, outcome.ExitCode);
        Assert.Contains("{ \"name\": \"shops\", \"institutions\": [\"426001\"] },", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(8, Directory.GetFiles(Certs(folder)).Length);
        if (!OperatingSystem.IsWindows())
        {
            foreach (string file in Directory.GetFiles(Certs(folder)))
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }
        }

        StationOptions? read = StationFile.TryLoad(Config(folder), out IReadOnlyList<string> errors);
        Assert.Equal([], errors);
        await using var station = new SwitchServer(read!);
        await station.StartAsync();
        LinkCertificates shops = new CertificateFiles(In(folder, "shops.pem"), In(folder, "shops.key"), In(folder, "root.pem")).Load();
        using TlsShop shop = await TlsShop.ConnectAsync(station.EndPointOf("shops"), shops.Own);
        await shop.SendAsync(StationRig.Request("acq=99"));
        Assert.NotNull(await shop.ReceiveAsync());
        Assert.Equal(1, station.Snapshot().Traffic.ForeignInstitution);
    }

    [Fact]
    public async Task Files_that_exist_are_not_overwritten()
    {
        using var folder = new TemporaryFolder();
        string[] args = ["certs", "--output", Certs(folder), "--peer", "shops"];
        Assert.Equal(ExitCode.Ok, (await CommandOutcome.OfAsync(args)).ExitCode);
        byte[] key = File.ReadAllBytes(In(folder, "root.key"));
        Assert.Equal(ExitCode.Usage, (await CommandOutcome.OfAsync(args)).ExitCode);
        Assert.Equal(key, File.ReadAllBytes(In(folder, "root.key")));
    }

    [Fact]
    public async Task A_key_that_lies_open_or_belongs_to_another_is_an_error_of_the_file()
    {
        using var folder = new TemporaryFolder();
        await CommandOutcome.OfAsync("certs", "--output", Certs(folder), "--station", "north", "--peer", "shops");
        File.Copy(In(folder, "shops.key"), In(folder, "north.key"), overwrite: true);
        Assert.Null(StationFile.TryLoad(Config(folder), out IReadOnlyList<string> errors));
        Assert.Contains("expected the private key of", Assert.Single(errors), StringComparison.Ordinal);
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(In(folder, "north.key"), UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Null(StationFile.TryLoad(Config(folder), out errors));
        Assert.Contains("others can read", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("shops=")]
    [InlineData("shops=123456789012")]
    [InlineData("shops=1=2")]
    public async Task A_peer_that_is_none_is_refused(string peer) =>
        Assert.Equal(ExitCode.Usage, (await CommandOutcome.OfAsync("certs", "--output", "nowhere", "--peer", peer)).ExitCode);

    private static string Certs(TemporaryFolder folder) => Path.Combine(Path.GetDirectoryName(folder.Add("beside", ""))!, "certs");

    private static string In(TemporaryFolder folder, string file) => Path.Combine(Certs(folder), file);

    private static string Config(TemporaryFolder folder)
    {
        string path = In(folder, "station.json");
        File.WriteAllText(path, """
            {
              "listeners": [{
                "name": "shops",
                "tls": {
                  "certificateFile": "north.pem", "keyFile": "north.key", "rootFile": "root.pem",
                  "peers": [{ "name": "shops", "institutions": ["426001"] }],
                },
              }],
            }
            """);
        return path;
    }
}
