using CardSwitch.Journal;
using CardSwitch.Station.Configuration;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Station;

public sealed class JournalSectionTests : IDisposable
{
    private const string Key = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_key_reaches_its_option()
    {
        string key = Secret("secrets/journal.key", Key + "\n");
        StationOptions options = Load(
            "\"store\": \"sqlite\", \"mode\": \"behind\", \"directory\": \"rows\", \"keyFile\": \"secrets/journal.key\", \"maxLag\": 7, "
            + "\"maxBacklogMb\": 3");
        Assert.Equal((JournalMode.Behind, 7, 3L << 20), (options.Journal.Mode, options.Journal.MaxLag, options.Journal.MaxBacklog));
        Assert.Equal(Convert.FromHexString(Key), options.Journal.Key.ToArray());
        Assert.NotNull(options.Journal.Store);
        Assert.True(System.IO.File.Exists(key));
    }

    [Fact]
    public void What_is_left_out_is_the_safest()
    {
        Secret("k", Key);
        JournalOptions journal = Load("\"store\": \"sqlite\", \"directory\": \"rows\", \"keyFile\": \"k\"").Journal;
        Assert.Equal((JournalMode.BeforeReply, new JournalOptions().MaxLag), (journal.Mode, journal.MaxLag));
    }

    [Fact]
    public void A_station_without_the_section_keeps_no_journal() =>
        Assert.Equal((JournalMode.None, null), (Load(null).Journal.Mode, Load(null).Journal.Store));

    [Fact]
    public void A_mode_of_none_needs_no_key() =>
        Assert.Null(Load("\"store\": \"sqlite\", \"mode\": \"none\", \"directory\": \"rows\"").Journal.Store);

    [Fact]
    public void Paths_are_relative_to_the_file_and_a_reader_needs_no_key()
    {
        string file = folder.Add("station.json", File("\"store\": \"sqlite\", \"directory\": \"rows\", \"keyFile\": \"no-such-key\""));
        LoadedStation? station = StationFile.TryLoadForReading(file, out IReadOnlyList<string> errors);
        Assert.Empty(errors);
        JournalPlace place = station!.Journal!.Place;
        string beside = Path.GetDirectoryName(file)!;
        Assert.Equal(("north", Path.Combine(beside, "rows"), Path.Combine(beside, "no-such-key")), (place.Station, place.Directory, place.KeyFile));
    }

    [Fact]
    public void A_database_and_its_password_are_apart()
    {
        Secret("k", Key);
        Secret("p", "over;there\n");
        StationOptions options = Load(
            "\"store\": \"postgres\", \"connection\": \"Host=db;Database=cards\", \"passwordFile\": \"p\", \"keyFile\": \"k\"");
        Assert.NotNull(options.Journal.Store);
    }

    [Theory]
    [InlineData("", "store: is missing", "directory: is missing; it is the folder of the journal's files")]
    [InlineData("\"store\": \"oracle\"", "store: expected one of sqlite, postgres, found \"oracle\"", "directory: is missing; it is the folder of the journal's files")]
    [InlineData("\"store\": \"postgres\"", "connection: is missing; it says how to reach the database")]
    [InlineData("\"store\": \"postgres\", \"connection\": \"Host\"", "connection: expected a connection string such as \"Host=10.1.0.9;Username=north;Database=cards\"")]
    [InlineData("\"store\": \"postgres\", \"connection\": \"Host=a\", \"directory\": \"x\"", "directory: is for the store sqlite")]
    [InlineData("\"store\": \"sqlite\", \"directory\": \"x\", \"connection\": \"Host=a\"", "connection: is for the store postgres")]
    [InlineData("\"store\": \"sqlite\", \"directory\": \"x\", \"passwordFile\": \"p\"", "passwordFile: is for the store postgres")]
    [InlineData("\"store\": \"sqlite\", \"directory\": \"x\", \"maxLag\": 0", "maxLag: expected 1 to 100000000, found 0")]
    [InlineData("\"store\": \"sqlite\", \"directory\": \"x\", \"modus\": 0", "modus: is not known; did you mean mode?")]
    public void A_wrong_value_is_named(string section, params string[] expected) =>
        Assert.Equal(
            expected.Select(error => $"4: journal.{error}").Order(),
            Errors(section.Length == 0 ? "\"mode\": \"none\"" : "\"mode\": \"none\", " + section).Order());

    [Fact]
    public void A_mode_that_is_none_of_the_three_is_named() => Assert.Equal(
        ["4: journal.mode: expected one of none, behind, beforeReply, found \"always\"",
         "4: journal.keyFile: is missing; 'cardswitch journal key --output FILE' makes one"],
        Errors("\"store\": \"sqlite\", \"directory\": \"x\", \"mode\": \"always\""));

    [Theory]
    [InlineData("Host=a;Password=hunter2")]
    [InlineData("Host=a;PWD=hunter2")]
    public void A_password_in_the_file_is_refused_and_not_shown(string connection)
    {
        string error = Assert.Single(Errors($"\"mode\": \"none\", \"store\": \"postgres\", \"connection\": \"{connection}\""));
        Assert.Equal("4: journal.connection: has a password in it, which belongs into a file of its own or into PGPASSWORD", error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0001")]
    [InlineData("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1g")]
    [InlineData(Key + "00")]
    public void A_file_that_holds_no_key_is_named_and_not_shown(string text)
    {
        Secret("k", text + "\n");
        string error = Assert.Single(Errors("\"store\": \"sqlite\", \"directory\": \"x\", \"keyFile\": \"k\""));
        Assert.StartsWith("4: journal.keyFile: ", error, StringComparison.Ordinal);
        if (text.Length > 0) Assert.DoesNotContain(text, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_is_not_there_is_named() =>
        Assert.StartsWith("4: journal.keyFile: ", Assert.Single(Errors("\"store\": \"sqlite\", \"directory\": \"x\", \"keyFile\": \"k\"")), StringComparison.Ordinal);

    [Theory]
    [InlineData(UnixFileMode.OtherRead, false)]
    [InlineData(UnixFileMode.OtherWrite, false)]
    [InlineData(UnixFileMode.GroupWrite, false)]
    [InlineData(UnixFileMode.GroupRead, true)]
    [InlineData(UnixFileMode.None, true)]
    public void A_key_is_for_the_stations_own_eyes(UnixFileMode more, bool isTaken)
    {
        if (OperatingSystem.IsWindows()) return;
        System.IO.File.SetUnixFileMode(Secret("k", Key), UnixFileMode.UserRead | more);
        string[] errors = Errors("\"store\": \"sqlite\", \"directory\": \"x\", \"keyFile\": \"k\"");
        Assert.Equal(isTaken, errors.Length == 0);
        Assert.All(errors, error => Assert.Contains("others can read or write it", error, StringComparison.Ordinal));
    }

    private string Secret(string name, string text)
    {
        string file = folder.Add(name, text);
        if (!OperatingSystem.IsWindows()) System.IO.File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return file;
    }

    private StationOptions Load(string? section)
    {
        StationOptions? options = StationFile.TryLoad(folder.Add("station.json", File(section)), out IReadOnlyList<string> errors);
        Assert.Empty(errors);
        return options!;
    }

    private string[] Errors(string section)
    {
        string file = folder.Add("station.json", File(section));
        StationFile.TryLoad(file, out IReadOnlyList<string> errors);
        return [.. errors.Select(error => error.Replace($"{file}:", "", StringComparison.Ordinal))];
    }

    private static string File(string? section) =>
        $$"""
        {
          "name": "north",
          "listeners": [{ "name": "shops", "port": 5000 }],
          {{(section is null ? "" : $"\"journal\": {{ {section} }},")}}
        }
        """;
}
