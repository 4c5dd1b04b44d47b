using System.Globalization;
using CardSwitch.Journal;

namespace CardSwitch.Sqlite;

public sealed partial class SqliteJournal
{
    /// <inheritdoc/>
    /// <remarks>
    /// Two files cannot be committed as one without a journal that spans them, so the rows are committed first and the head after
    /// them: what is above the head is not there to a reader, and is taken out when the file is opened again.
    /// </remarks>
    public void Settle(JournalSettlement settlement)
    {
        ArgumentNullException.ThrowIfNull(settlement);
        IntakeFile file = Intake;
        if (settlement.Epoch != epoch) throw Fenced();
        long first = settlement.Rows[0].Number;
        if (first > settled + 1) throw Corrupt($"row {first} does not follow {settled}, the last settled one.");
        try
        {
            Guard(() =>
            {
                if (file.Epoch() != epoch) throw Fenced();
                FileEntry? entry = settlement.UpTo > settled ? AddRows(file, settlement.Rows) : null;
                if (!file.Settle(settlement, entry, settled)) throw Fenced();
                if (entry is not null) (current, settled) = (entry, entry.Last);
                log!.Release(settled);
            });
        }
        catch (JournalStoreException)
        {
            // Rows without their head are taken out when the file is opened again.
            records?.Dispose();
            records = null;
            throw;
        }
    }

    /// <inheritdoc/>
    /// <remarks>Record files, from the oldest on, without one that has such a message or a later day; never the newest.</remarks>
    public long Prune(DateOnly before, IProgress<long>? progress)
    {
        bool isReader = reading is not null && intake is null && broken is null;
        using IntakeFile? readers = isReader ? IntakeFile.Open(options.Directory, options) : null;
        IntakeFile file = readers ?? Intake;
        long deleted = 0;
        Guard(() =>
        {
            if (!isReader && file.Epoch() != epoch) throw Fenced();
            List<FileEntry> entries = IntakeReading.Files(Reading, "last >= first");
            long needed = Reading.Number("SELECT coalesce(min(number), 9223372036854775807) FROM sealed_message");
            for (int i = 0; i < entries.Count - 1; i++)
            {
                FileEntry entry = entries[i];
                if (entry.LastDay >= RecordReader.Number(before) || entry.Last >= needed) break;
                file.Cut(entry);
                file.DeleteCut(options.Directory);
                deleted += entry.Rows;
                progress?.Report(deleted);
            }
        });
        return deleted;
    }

    private FileEntry AddRows(IntakeFile file, IReadOnlyList<JournalRow> rows)
    {
        FileEntry entry = FileFor(file, rows);
        records!.Add(rows, settled);
        int firstDay = entry.FirstDay, lastDay = entry.LastDay;
        for (int i = 0; i < rows.Count; i++)
        {
            int day = rows[i].Day;
            if (day == 0 || rows[i].Number <= settled) continue;
            (firstDay, lastDay) = (Math.Min(firstDay, day), Math.Max(lastDay, day));
        }
        return entry with { Last = rows[^1].Number, FirstDay = firstDay, LastDay = lastDay };
    }

    // A file ends with a settlement, because only there a seal is known that its last row can be verified with.
    private FileEntry FileFor(IntakeFile file, IReadOnlyList<JournalRow> rows)
    {
        current ??= IntakeReading.Files(Reading, "id = (SELECT max(id) FROM files)").FirstOrDefault();
        if (current is not null && records is null) records = OpenRecords(current);
        int day = Math.Max(current?.LastDay ?? 0, rows.FirstOrDefault(row => row.Day != 0)?.Day ?? 0);
        bool isFull = current is not null && (current.Rows >= options.MaxFileRows || records!.Length >= options.MaxFileBytes);
        if (current is not null && !isFull && (current.Rows == 0 || day <= current.Day)) return current;

        records?.Rest();
        records = null;
        int part = current is not null && current.Day == day ? PartOf(current) + 1 : 1;
        string name = string.Create(CultureInfo.InvariantCulture, $"records-{day:D8}-{part}.db");
        current = file.AddFile(name, day, settled + 1);
        records = OpenRecords(current);
        return current;
    }

    private RecordFile OpenRecords(FileEntry entry)
    {
        string path = Path.Combine(options.Directory, entry.Name);
        if (entry.Rows != 0 && !File.Exists(path)) throw SqliteFault.Corrupt(path, "the record file is missing.");
        return RecordFile.Open(path, settled, options);
    }

    private static int PartOf(FileEntry entry) =>
        int.Parse(entry.Name.AsSpan()[(entry.Name.LastIndexOf('-') + 1)..^".db".Length], CultureInfo.InvariantCulture);
}
