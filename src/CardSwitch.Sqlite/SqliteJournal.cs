using CardSwitch.Journal;

namespace CardSwitch.Sqlite;

/// <summary>
/// A journal in SQLite files in one directory on a local disk: <c>intake.db</c> has what is not settled and the list of the
/// record files; <c>records-20260301-1.db</c> and the like have the settled rows, a file or more for a business day. A group
/// is on stable storage (WAL, <c>synchronous = FULL</c>) when <see cref="Append"/> returns. One process owns the journal,
/// any number may read it meanwhile; a second owner is refused with <see cref="JournalFault.Fenced"/>. After
/// <see cref="JournalFault.Broken"/> it must be opened again, by another object.
/// </summary>
public sealed partial class SqliteJournal : IJournalStore
{
    private readonly SqliteJournalOptions options;
    private OwnerLock? ownerLock;
    private IntakeFile? intake;
    private SqliteFile? reading;
    private RecordFile? records;
    private FileEntry? current;
    private JournalStoreException? broken;
    private string station = "";
    private IReadOnlyList<JournalIssuer> issuers = [];
    private int epoch;
    private long last, settled;

    /// <summary>Touches nothing before <see cref="Open"/>.</summary>
    /// <exception cref="ArgumentException">There is no directory, or a file can have no row.</exception>
    public SqliteJournal(SqliteJournalOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(options.Directory);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxFileRows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxFileBytes, 1);
        this.options = options;
    }

    /// <summary>With every other option as it is by itself.</summary>
    public SqliteJournal(string directory)
        : this(new SqliteJournalOptions { Directory = directory })
    {
    }

    private SqliteFile Reading => reading ?? throw new InvalidOperationException("The journal has not been opened.");

    private IntakeFile Intake => broken is not null
        ? throw new JournalStoreException(broken.Fault, broken.Message, broken)
        : intake ?? throw new InvalidOperationException("The journal has not been opened by its owner.");

    /// <inheritdoc/>
    public JournalPosition Open(JournalOwner owner)
    {
        ArgumentNullException.ThrowIfNull(owner);
        if (reading is not null) throw new InvalidOperationException("The journal is open.");
        (station, issuers) = (owner.Station, owner.Issuers);
        try
        {
            return owner.IsReader ? OpenToRead() : OpenToWrite(owner);
        }
        catch (JournalStoreException)
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Append(JournalGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        IntakeFile file = Intake;
        if (group.Epoch != epoch) throw Fenced();
        if (group.First > last + 1) throw Corrupt($"group {group.First} does not follow {last}, the last number.");
        Guard(() =>
        {
            if (group.First <= last)
            {
                if (!file.Has(group)) throw Corrupt($"the number {group.First} is taken by other records.");
                return;
            }
            if (!file.Append(group)) throw Fenced();
            last = group.Last;
        });
    }

    /// <inheritdoc/>
    public IEnumerable<JournalGroup> Unsettled(long from = 1)
    {
        long after = 0;
        while (IntakeReading.GroupAfter(Reading, after) is { } group)
        {
            if (group.Last >= from) yield return group;
            after = group.First;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<SealedMessage> SealedMessages() => IntakeReading.SealedMessages(Reading);

    /// <inheritdoc/>
    public IEnumerable<JournalRow> Rows(JournalQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return RowsOf(query);
    }

    /// <inheritdoc/>
    public JournalChain Chain() => IntakeReading.Chain(Reading);

    /// <summary>Closes the files, and leaves each as one file without a log where nobody reads it. Nothing is lost without it.</summary>
    public void Dispose()
    {
        if (broken is null)
        {
            records?.Rest();
            intake?.Rest();
        }
        records?.Dispose();
        intake?.Dispose();
        reading?.Dispose();
        ownerLock?.Dispose();
        (records, intake, reading, ownerLock) = (null, null, null, null);
    }

    private JournalPosition OpenToRead()
    {
        string path = Path.Combine(options.Directory, IntakeFile.FileName);
        if (!File.Exists(path)) throw new JournalStoreException(JournalFault.Broken, $"There is no journal in {options.Directory}.");
        reading = SqliteFile.OpenToRead(path, options);
        IntakeReading.CheckStation(reading, station);
        return IntakeReading.Position(reading);
    }

    private JournalPosition OpenToWrite(JournalOwner owner)
    {
        ownerLock = OwnerLock.Take(options.Directory);
        intake = IntakeFile.Open(options.Directory, options);
        reading = intake.Reading;
        epoch = intake.Own(owner);
        intake.DeleteCut(options.Directory);
        JournalPosition position = IntakeReading.Position(reading);
        (last, settled) = (position.Last, position.Settled);
        return position;
    }

    // The files as they are at the beginning; rows settled later are not among them.
    private IEnumerable<JournalRow> RowsOf(JournalQuery query)
    {
        long to = Math.Min(query.To, IntakeReading.Settled(Reading));
        string condition = $"last >= first AND last > (SELECT pruned FROM journal) AND last >= {query.From} AND first <= {to}";
        if (query.Day is { } day) condition += $" AND {RecordReader.Number(day)} BETWEEN first_day AND last_day";
        foreach (FileEntry entry in IntakeReading.Files(Reading, condition))
        {
            string path = Path.Combine(options.Directory, entry.Name);
            if (!File.Exists(path))
            {
                // Pruned since; or taken away by somebody else.
                if (IntakeReading.Files(Reading, $"id = {entry.Id} AND last > (SELECT pruned FROM journal)").Count == 0) continue;
                throw SqliteFault.Corrupt(path, "the record file is missing.");
            }
            using var reader = new RecordReader(path, entry, query, to, options);
            foreach (JournalRow row in reader.Rows()) yield return row;
        }
    }

    // What failed for good stays so: a later success would leave a hole that nobody knows of.
    private void Guard(Action work)
    {
        try
        {
            work();
        }
        catch (JournalStoreException e)
        {
            if (e.Fault is JournalFault.Broken or JournalFault.Fenced) broken = e;
            throw;
        }
    }

    private JournalStoreException Fenced() =>
        new(JournalFault.Fenced, $"Another owner has taken the journal in {options.Directory} over; this one was number {epoch}.");

    private JournalStoreException Corrupt(string what) =>
        SqliteFault.Corrupt(Path.Combine(options.Directory, IntakeFile.FileName), what);
}
