using CardSwitch.Journal;

namespace CardSwitch.Sqlite;

/// <summary>intake.db as its owner uses it: where everything is, and the messages that may have to be sent again.</summary>
internal sealed class IntakeFile : IDisposable
{
    internal const string FileName = "intake.db";

    internal const string Script = "Intake.sql";

    // What is deleted is overwritten with zeros, so that no sealed card number outlives its use in the file.
    private const string Pragmas = "PRAGMA page_size = 4096; PRAGMA secure_delete = ON; PRAGMA journal_size_limit = 16777216";

    private readonly SqliteFile file;
    private readonly Statement moveHead, keepSealed, endSealed, moveFile;

    private IntakeFile(SqliteFile file)
    {
        this.file = file;
        moveHead = file.Prepare("UPDATE journal SET settled = ?2, chain = ?3, seal = ?4 WHERE epoch = ?1");
        keepSealed = file.Prepare("INSERT OR REPLACE INTO sealed_message (number, sealed) VALUES (?1, ?2)");
        endSealed = file.Prepare("DELETE FROM sealed_message WHERE number = ?1");
        moveFile = file.Prepare("UPDATE files SET last = ?2, first_day = ?3, last_day = ?4, chain = ?5, seal = ?6 WHERE id = ?1");
    }

    internal static IntakeFile Open(string directory, SqliteJournalOptions options) =>
        new(SqliteFile.OpenToWrite(Path.Combine(directory, FileName), Script, Pragmas, options));

    /// <summary>Makes the owner the next one and returns its epoch.</summary>
    internal int Own(JournalOwner owner)
    {
        file.InTransaction(() =>
        {
            using (Statement begin = file.PrepareOnce(
                "INSERT OR IGNORE INTO journal VALUES (1, ?1, 0, 0, zeroblob(32), zeroblob(0), 0, zeroblob(32), zeroblob(0))"))
            {
                begin.Bind(1, owner.Station).Run();
            }
            IntakeReading.CheckStation(file, owner.Station);
            file.Execute("UPDATE journal SET epoch = epoch + 1");
            using Statement issuer = file.PrepareOnce("INSERT INTO issuer SELECT epoch, ?1, ?2, ?3 FROM journal");
            for (int i = 0; i < owner.Issuers.Count; i++)
            {
                issuer.Bind(1, i).Bind(2, owner.Issuers[i].Name).Bind(3, owner.Issuers[i].Format).Run();
            }
        });
        return IntakeReading.Position(file).Epoch;
    }

    internal SqliteFile Reading => file;

    /// <summary>Forgets the issuers of epochs before one, or before the owner's: no group is left that names them.</summary>
    internal void ForgetIssuers(int before) =>
        file.Execute($"DELETE FROM issuer WHERE epoch < min({before}, (SELECT epoch FROM journal))");

    /// <summary>
    /// Ends a settlement whose rows are in their file: the head moves, and what the rows stand for goes. False when the epoch is
    /// another one; nothing is done then.
    /// </summary>
    /// <param name="settlement">The settlement.</param>
    /// <param name="entry">The rows' file as it is now; null when there was no new row.</param>
    /// <param name="settled">The number of the last row settled before.</param>
    internal bool Settle(JournalSettlement settlement, FileEntry? entry, long settled)
    {
        bool isOwned = true;
        file.InTransaction(() =>
        {
            if (entry is not null)
            {
                JournalRow last = settlement.Rows[^1];
                moveHead.Bind(1, settlement.Epoch).Bind(2, last.Number).Bind(3, last.Chain.Span).Bind(4, settlement.Seal.Span).Run();
                isOwned = file.Changes == 1;
                if (!isOwned) return;
                moveFile.Bind(1, entry.Id).Bind(2, entry.Last).Bind(3, entry.FirstDay).Bind(4, entry.LastDay)
                    .Bind(5, last.Chain.Span).Bind(6, settlement.Seal.Span).Run();
            }
            for (int i = 0; i < settlement.Rows.Count; i++)
            {
                JournalRow row = settlement.Rows[i];
                if (row.Number > settled && !row.Sealed.IsEmpty) keepSealed.Bind(1, row.Number).Bind(2, row.Sealed.Span).Run();
            }
            for (int i = 0; i < settlement.Ended.Count; i++) endSealed.Bind(1, settlement.Ended[i]).Run();
        });
        return isOwned;
    }

    internal long Epoch() => file.Number("SELECT epoch FROM journal");

    /// <summary>Names a new record file, before it is made: one without an entry is never looked at.</summary>
    internal FileEntry AddFile(string name, int day, long first)
    {
        using Statement add = file.PrepareOnce(
            $"INSERT INTO files ({IntakeReading.FileColumns}, chain, seal) "
            + $"VALUES (NULL, ?1, ?2, ?3, ?3 - 1, {int.MaxValue}, 0, zeroblob(0), zeroblob(0))");
        add.Bind(1, name).Bind(2, day).Bind(3, first).Run();
        return new FileEntry(file.Number("SELECT last_insert_rowid()"), name, day, first, first - 1, int.MaxValue, 0);
    }

    /// <summary>The chain begins behind a file from now on; its rows are not looked at any more.</summary>
    internal void Cut(FileEntry entry)
    {
        using Statement cut = file.PrepareOnce(
            "UPDATE journal SET pruned = f.last, pruned_chain = f.chain, pruned_seal = f.seal "
            + "FROM files f WHERE f.id = ?1 AND f.last > pruned");
        cut.Bind(1, entry.Id).Run();
    }

    /// <summary>Deletes the files behind which the chain has been cut, and their entries.</summary>
    internal void DeleteCut(string directory)
    {
        foreach (FileEntry entry in IntakeReading.Files(file, "last >= first AND last <= (SELECT pruned FROM journal)"))
        {
            string path = Path.Combine(directory, entry.Name);
            try
            {
                foreach (string suffix in (ReadOnlySpan<string>)["-wal", "-shm", ""]) File.Delete(path + suffix);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new JournalStoreException(JournalFault.Broken, $"{path} cannot be deleted: {e.Message}", e);
            }
            file.Execute($"DELETE FROM files WHERE id = {entry.Id}");
        }
    }

    internal void Rest() => file.Rest();

    public void Dispose() => file.Dispose();
}
