using System.Globalization;
using CardSwitch.Journal;
using CardSwitch.Station.Commands;
using CardSwitch.Station.Configuration;

namespace CardSwitch.Station.Demo;

/// <summary>The journals of a demo's stations, and the key that they share.</summary>
internal sealed class DemoJournal
{
    private readonly string folder;
    private readonly string? connection;
    private readonly byte[] key;

    // A database may hold the journals of earlier demos, which had keys of their own.
    private readonly string suffix;

    private DemoJournal(string folder, string? connection, byte[] key)
    {
        this.folder = folder;
        this.connection = connection;
        this.key = key;
        suffix = connection is null ? "" : DateTime.UtcNow.ToString("'-'yyyyMMddHHmmss", CultureInfo.InvariantCulture);
    }

    private string KeyFile => Path.Combine(folder, "journal.key");

    /// <summary>Makes the folder and the key.</summary>
    /// <param name="folder">Must be new or empty; null for a fresh temporary one.</param>
    /// <param name="connection">How to reach the database; null for SQLite.</param>
    /// <exception cref="UsageException">The folder cannot be had.</exception>
    internal static DemoJournal Create(string? folder, string? connection)
    {
        try
        {
            string path = Path.GetFullPath(folder is null
                ? Directory.CreateTempSubdirectory("cardswitch-demo-").FullName
                : Directory.CreateDirectory(folder).FullName);
            if (Directory.EnumerateFileSystemEntries(path).Any())
            {
                throw new UsageException($"--journal-directory: '{path}' is not empty; a demo begins with new journals.");
            }
            string keyFile = Path.Combine(path, "journal.key");
            SecretFile.CreateKey(keyFile);
            return SecretFile.TryReadKey(keyFile, out byte[] key, out string error)
                ? new DemoJournal(path, connection, key)
                : throw new UsageException(error);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--journal-directory: {refused.Message}");
        }
    }

    /// <summary>Lets a station keep its journal.</summary>
    internal void Configure(StationOptions options)
    {
        JournalPlace place = PlaceOf(options.Name);
        options.Name = place.Station;
        JournalStores.TryMaker(place, out Func<IJournalStore> make, out _);
        options.Journal.Mode = JournalMode.BeforeReply;
        options.Journal.Key = key;
        options.Journal.Store = make;
    }

    /// <summary>How to look into the journal of a region's station.</summary>
    internal IEnumerable<string> Advice(string region)
    {
        JournalPlace place = PlaceOf(region);
        string where = connection is null ? $"--sqlite {place.Directory}" : $"--postgres \"{connection}\"";
        yield return $"The journals are kept. Look into that of {region}:";
        yield return $"  cardswitch journal find {where} --name {place.Station} --limit 10";
        yield return $"  cardswitch journal verify {where} --name {place.Station} --key-file {KeyFile}";
    }

    private JournalPlace PlaceOf(string region) => new()
    {
        Store = connection is null ? JournalStoreKind.Sqlite : JournalStoreKind.PostgreSql,
        Station = region + suffix,
        Directory = Path.Combine(folder, region),
        Connection = connection ?? "",
        KeyFile = KeyFile,
    };
}
