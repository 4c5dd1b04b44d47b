using CardSwitch.Journal;
using CardSwitch.Sqlite;

namespace CardSwitch.Tests.Journal.Stores;

/// <summary>The journal in SQLite files is a journal store.</summary>
public sealed class SqliteJournalContract : JournalStoreContract
{
    private readonly string directory = Directory.CreateTempSubdirectory("cardswitch").FullName;

    protected override IJournalStore Make() => new SqliteJournal(Path.Combine(directory, "journal"));

    public override void Dispose()
    {
        base.Dispose();
        Directory.Delete(directory, recursive: true);
    }
}
