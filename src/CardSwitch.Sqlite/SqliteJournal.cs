using CardSwitch.Journal;

namespace CardSwitch.Sqlite;

/// <summary>
/// A journal in files in one directory on a local disk: <c>intake-1.log</c> and the like have the sealed groups that are not
/// settled; <c>intake.db</c>, of SQLite, has the list of the record files, and the messages that may have to be sent again;
/// <c>records-20260301-1.db</c> and the like, of SQLite too, have the settled rows, a file or more for a business day. A group
/// is on stable storage when <see cref="Append"/> returns, rows when <see cref="Settle"/> does. One process owns the journal,
/// any number may read it meanwhile; a second owner is refused with <see cref="JournalFault.Fenced"/>. After
/// <see cref="JournalFault.Broken"/> it must be opened again, by another object.
/// </summary>
public sealed partial class SqliteJournal : IJournalStore
{
    private readonly SqliteJournalOptions options;
    private OwnerLock? ownerLock;
    private IntakeFile? intake;
    private IntakeLog? log;
    private SqliteFile? reading;
    private RecordFile? records;
    private FileEntry? current;
    private volatile JournalStoreException? broken;
    private string station = "";
    private IReadOnlyList<JournalIssuer> issuers = [];
    private int epoch;
    private long settled;

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
        _ = Intake;
        if (group.Epoch != epoch) throw Fenced();
        IntakeLog groups = log!;
        if (group.First > groups.Last + 1) throw Corrupt($"group {group.First} does not follow {groups.Last}, the last number.");
        try
        {
            if (group.First > groups.Last) groups.Append(group);
            else if (!groups.Has(group)) throw Corrupt($"the number {group.First} is taken by other records.");
        }
        catch (JournalStoreException e)
        {
            Remember(e);
            throw;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<JournalGroup> Unsettled(long from = 1)
    {
        IEnumerable<(GroupHeader Header, ReadOnlyMemory<byte> Sealed)> groups =
            log is not null ? log.Unsettled(from) : LogView.Unsettled(options.Directory, () => IntakeReading.Settled(Reading), from);
        (int epoch, List<JournalIssuer> issuers) of = (0, []);
        foreach ((GroupHeader header, ReadOnlyMemory<byte> sealedBytes) in groups)
        {
            if (header.Epoch != of.epoch) of = (header.Epoch, IntakeReading.Issuers(Reading, header.Epoch));
            yield return new JournalGroup(header.First, header.Count, header.Epoch, of.issuers, sealedBytes);
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

    /// <summary>Closes the files, and leaves each database as one file where nobody reads it. Nothing is lost without it.</summary>
    public void Dispose()
    {
        if (broken is null)
        {
            records?.Rest();
            intake?.Rest();
        }
        records?.Dispose();
        log?.Dispose();
        intake?.Dispose();
        reading?.Dispose();
        ownerLock?.Dispose();
        (records, log, intake, reading, ownerLock) = (null, null, null, null, null);
    }

    private JournalPosition OpenToRead()
    {
        string path = Path.Combine(options.Directory, IntakeFile.FileName);
        if (!File.Exists(path)) throw new JournalStoreException(JournalFault.Broken, $"There is no journal in {options.Directory}.");
        reading = SqliteFile.OpenToRead(path, options, IntakeFile.Script);
        IntakeReading.CheckStation(reading, station);
        JournalPosition position = IntakeReading.Position(reading);
        LogView view = LogView.OfReader(options.Directory, () => (position = IntakeReading.Position(reading)).Settled);
        return position with { Last = view.Last };
    }

    private JournalPosition OpenToWrite(JournalOwner owner)
    {
        ownerLock = OwnerLock.Take(options.Directory);
        intake = IntakeFile.Open(options.Directory, options);
        reading = intake.Reading;
        epoch = intake.Own(owner);
        intake.DeleteCut(options.Directory);
        JournalPosition position = IntakeReading.Position(reading);
        settled = position.Settled;
        log = IntakeLog.Open(options, settled);
        intake.ForgetIssuers(log.OldestEpoch);
        return position with { Last = log.Last };
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
            Remember(e);
            throw;
        }
    }

    private void Remember(JournalStoreException e)
    {
        if (e.Fault is JournalFault.Broken or JournalFault.Fenced) broken = e;
    }

    private JournalStoreException Fenced() =>
        new(JournalFault.Fenced, $"Another owner has taken the journal in {options.Directory} over; this one was number {epoch}.");

    private JournalStoreException Corrupt(string what) =>
        SqliteFault.Corrupt(Path.Combine(options.Directory, IntakeFile.FileName), what);
}
