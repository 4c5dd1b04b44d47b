using System.Data.Common;
using CardSwitch.Journal;

namespace CardSwitch.Station.Configuration;

/// <summary>Reads the section <c>journal</c>: whether, where and how a station keeps its journal.</summary>
internal static class JournalSection
{
    // As Npgsql spells it.
    private static readonly string[] PasswordWords = ["Password", "PWD", "PSW"];

    /// <summary>What the section says; what is wrong becomes errors of its keys.</summary>
    /// <param name="section">The section.</param>
    /// <param name="folder">What paths are relative to.</param>
    /// <param name="station">The station's name.</param>
    internal static JournalSettings Bind(JsonSection section, string folder, string station)
    {
        section.Require("store");
        JournalStoreKind store = section.OneOf(
            "store", JournalStoreKind.Sqlite, ("sqlite", JournalStoreKind.Sqlite), ("postgres", JournalStoreKind.PostgreSql));
        JournalMode mode = section.OneOf(
            "mode", JournalMode.BeforeReply,
            ("none", JournalMode.None), ("behind", JournalMode.Behind), ("beforeReply", JournalMode.BeforeReply));
        var place = new JournalPlace
        {
            Store = store,
            Station = station,
            Directory = PathOf(section, "directory", folder),
            Connection = section.Text("connection", ""),
            PasswordFile = PathOf(section, "passwordFile", folder),
            KeyFile = PathOf(section, "keyFile", folder),
        };
        int maxLag = section.Number("maxLag", new JournalOptions().MaxLag, 1, 100_000_000);
        int maxBacklogMb = section.Number("maxBacklogMb", (int)(new JournalOptions().MaxBacklog >> 20), 1, 1_000_000);
        section.End();
        CheckStore(section, place);
        if (mode != JournalMode.None && place.KeyFile.Length == 0)
        {
            section.Fail("keyFile", "is missing; 'cardswitch journal key --output FILE' makes one");
        }
        return new JournalSettings(mode, maxLag, (long)maxBacklogMb << 20, place);
    }

    /// <summary>What is wrong with how to reach a database, without showing it; null when nothing is.</summary>
    internal static string? CheckConnection(string connection)
    {
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = connection };
            return PasswordWords.Any(parts.ContainsKey)
                ? "has a password in it, which belongs into a file of its own or into PGPASSWORD"
                : null;
        }
        catch (ArgumentException)
        {
            return "expected a connection string such as \"Host=10.1.0.9;Username=north;Database=cards\"";
        }
    }

    private static void CheckStore(JsonSection section, JournalPlace place)
    {
        if (place.Store == JournalStoreKind.Sqlite)
        {
            if (place.Directory.Length == 0) section.Fail("directory", "is missing; it is the folder of the journal's files");
            if (place.Connection.Length > 0) section.Fail("connection", "is for the store postgres");
            if (place.PasswordFile.Length > 0) section.Fail("passwordFile", "is for the store postgres");
            return;
        }
        if (place.Directory.Length > 0) section.Fail("directory", "is for the store sqlite");
        if (place.Connection.Length == 0) section.Fail("connection", "is missing; it says how to reach the database");
        else if (CheckConnection(place.Connection) is { } error) section.Fail("connection", error);
    }

    private static string PathOf(JsonSection section, string key, string folder) =>
        section.Text(key, "") is { Length: > 0 } text ? Path.GetFullPath(text, folder) : "";
}
