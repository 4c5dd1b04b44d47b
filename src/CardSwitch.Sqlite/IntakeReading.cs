using CardSwitch.Journal;

namespace CardSwitch.Sqlite;

/// <summary>What the owner and readers ask of intake.db. Each question is one statement: its answer is of one moment.</summary>
internal static class IntakeReading
{
    internal const string FileColumns = "id, name, day, first, last, first_day, last_day";

    internal static void CheckStation(SqliteFile file, string station)
    {
        using Statement name = file.PrepareOnce("SELECT station FROM journal");
        if (!name.Step() || name.Text(0) == station) return;
        throw SqliteFault.Corrupt(file.Path, $"the journal of station {name.Text(0)}, not of {station}.");
    }

    /// <summary>Where the journal stands, without the groups in its log.</summary>
    internal static JournalPosition Position(SqliteFile file)
    {
        using Statement at = file.PrepareOnce("SELECT settled, chain, epoch FROM journal");
        return at.Step()
            ? new JournalPosition(at.Long(0), at.Long(0), at.Bytes(1), at.Int(2))
            : new JournalPosition(0, 0, new byte[32], 0);
    }

    internal static JournalChain Chain(SqliteFile file)
    {
        using Statement ends = file.PrepareOnce("SELECT pruned, pruned_chain, pruned_seal, settled, seal FROM journal");
        _ = Settled(file);
        if (!ends.Step()) return new JournalChain(0, new byte[32], default, 0, default);
        long pruned = ends.Long(0), last = ends.Long(3);
        return new JournalChain(pruned < last ? pruned + 1 : 0, ends.Bytes(1), ends.Bytes(2), last, ends.Bytes(4));
    }

    /// <summary>The number of the last settled row. It is said twice, so that a head that was set back is not taken for true.</summary>
    internal static long Settled(SqliteFile file)
    {
        using Statement settled = file.PrepareOnce(
            "SELECT coalesce((SELECT settled FROM journal), 0), coalesce((SELECT last FROM files ORDER BY id DESC LIMIT 1), 0)");
        settled.Step();
        return settled.Long(0) == settled.Long(1)
            ? settled.Long(0)
            : throw SqliteFault.Corrupt(file.Path, "the head of the chain is not at the end of the last record file.");
    }

    /// <summary>The record files that fit a condition, oldest first.</summary>
    internal static List<FileEntry> Files(SqliteFile file, string condition)
    {
        using Statement files = file.PrepareOnce($"SELECT {FileColumns} FROM files WHERE {condition} ORDER BY id");
        var entries = new List<FileEntry>();
        while (files.Step())
        {
            // Files are opened and deleted by these names.
            string name = files.Text(1);
            if (name != Path.GetFileName(name)) throw SqliteFault.Corrupt(file.Path, "a record file is outside the journal.");
            entries.Add(new FileEntry(
                files.Long(0), name, files.Int(2), files.Long(3), files.Long(4), files.Int(5), files.Int(6)));
        }
        return entries;
    }

    internal static List<SealedMessage> SealedMessages(SqliteFile file)
    {
        using Statement messages = file.PrepareOnce("SELECT number, sealed FROM sealed_message ORDER BY number");
        var all = new List<SealedMessage>();
        while (messages.Step()) all.Add(new SealedMessage(messages.Long(0), messages.Bytes(1)));
        return all;
    }

    internal static List<JournalIssuer> Issuers(SqliteFile file, int epoch)
    {
        using Statement issuers = file.PrepareOnce("SELECT name, format FROM issuer WHERE epoch = ?1 ORDER BY position");
        issuers.Bind(1, epoch);
        var all = new List<JournalIssuer>();
        while (issuers.Step()) all.Add(new JournalIssuer(issuers.Text(0), issuers.Text(1)));
        return all;
    }
}
