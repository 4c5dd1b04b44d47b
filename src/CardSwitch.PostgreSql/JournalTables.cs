using CardSwitch.Journal;
using Npgsql;

namespace CardSwitch.PostgreSql;

/// <summary>Makes the tables, and sees to it that they are of the version that this library knows.</summary>
internal static class JournalTables
{
    internal const int Version = 2;

    // Another session may be making the same tables: whoever comes second looks again.
    private const int Attempts = 5;

    internal static void Ensure(NpgsqlConnection connection, string schema, string quoted)
    {
        for (int attempt = 1; ; attempt++)
        {
            int? found = VersionOf(connection, schema, quoted);
            if (found == Version) return;
            if (found is not null)
            {
                string what = found < Version
                    ? $"older than version {Version}, which this program writes, and nothing converts them: use another schema"
                    : $"newer than version {Version}, which this program knows: use the program that made them";
                throw new JournalStoreException(JournalFault.Corrupt, $"The journal's tables are of version {found}, {what}.");
            }
            try
            {
                using NpgsqlTransaction transaction = connection.BeginTransaction();
                using var create = new NpgsqlCommand(Text(quoted), connection, transaction);
                create.ExecuteNonQuery();
                transaction.Commit();
                return;
            }
            catch (PostgresException e) when (ServerFault.IsRace(e) && attempt < Attempts)
            {
            }
        }
    }

    private static int? VersionOf(NpgsqlConnection connection, string schema, string quoted)
    {
        using var exists = new NpgsqlCommand(
            "SELECT 1 FROM information_schema.tables WHERE table_schema = $1 AND table_name = 'version'", connection);
        exists.Parameters.Add(new NpgsqlParameter<string> { TypedValue = schema });
        if (exists.ExecuteScalar() is null) return null;
        using var version = new NpgsqlCommand($"SELECT max(version) FROM {quoted}.version", connection);
        return version.ExecuteScalar() as int?;
    }

    private static string Text(string quoted)
    {
        using Stream stream = typeof(JournalTables).Assembly.GetManifestResourceStream("Schema.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("{schema}", quoted, StringComparison.Ordinal);
    }
}
