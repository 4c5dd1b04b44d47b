using System.Data.Common;
using CardSwitch.Journal;
using CardSwitch.PostgreSql;
using CardSwitch.Sqlite;

namespace CardSwitch.Station.Configuration;

/// <summary>Makes journal stores of what a station's file or a command line says.</summary>
internal static class JournalStores
{
    /// <summary>Lets a station keep its journal; a key that cannot be read is an error of <c>journal.keyFile</c>.</summary>
    internal static void Configure(JournalOptions options, JournalSettings settings, ConfigurationErrors errors)
    {
        options.Mode = settings.Mode;
        options.MaxLag = settings.MaxLag;
        options.MaxBacklog = settings.MaxBacklog;
        if (settings.Mode == JournalMode.None) return;
        if (!SecretFile.TryReadKey(settings.Place.KeyFile, out byte[] key, out string error))
        {
            errors.AddLocated($"journal.keyFile: {error}");
            return;
        }
        options.Key = key;
        if (!TryMaker(settings.Place, out Func<IJournalStore> make, out error)) errors.AddLocated($"journal.passwordFile: {error}");
        else options.Store = make;
    }

    /// <summary>What makes the store of a place; false, with what is wrong, when its password cannot be read.</summary>
    internal static bool TryMaker(JournalPlace place, out Func<IJournalStore> make, out string error)
    {
        error = "";
        make = () => new SqliteJournal(place.Directory);
        if (place.Store == JournalStoreKind.Sqlite) return true;
        string connection = place.Connection;
        if (place.PasswordFile.Length > 0)
        {
            if (!SecretFile.TryReadLine(place.PasswordFile, out string password, out error)) return false;
            connection = new DbConnectionStringBuilder { ConnectionString = connection, ["Password"] = password }.ConnectionString;
        }
        make = () => new PostgreSqlJournal(connection);
        return true;
    }
}
