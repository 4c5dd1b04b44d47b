using System.Globalization;
using CardSwitch.Journal;

namespace CardSwitch.Sqlite;

/// <summary>The log of a journal's directory as it was at one time: the files <c>intake-N.log</c>, in no order but their groups'.</summary>
/// <param name="Settled">The number of the last settled row.</param>
/// <param name="Last">The number of the last record, settled or not.</param>
/// <param name="Live">The files that have records which are not settled, in the order of their numbers.</param>
/// <param name="Free">The others.</param>
internal sealed record LogView(long Settled, long Last, IReadOnlyList<LogFile> Live, IReadOnlyList<LogFile> Free)
{
    private const string Prefix = "intake-", Suffix = ".log";

    internal static string PathOf(string directory, long number) =>
        Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number}{Suffix}"));

    /// <summary>The N of a log file's name; 0 when it is not the name of one.</summary>
    internal static long NumberOf(string path)
    {
        ReadOnlySpan<char> name = Path.GetFileName(path.AsSpan());
        return name.StartsWith(Prefix) && name.EndsWith(Suffix) && name.Length > Prefix.Length + Suffix.Length
            && long.TryParse(name[Prefix.Length..^Suffix.Length], NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : 0;
    }

    /// <summary>What the owner finds, whom nobody disturbs.</summary>
    /// <exception cref="JournalStoreException">A group is missing, or is damaged and not the last one.</exception>
    internal static LogView OfOwner(string directory, long settled)
    {
        LogView view = Join(Scan(directory, settled), settled, out string? hole);
        return hole is null ? view : throw new JournalStoreException(JournalFault.Corrupt, hole);
    }

    /// <summary>
    /// What a reader finds while the owner writes. Files are not read at one moment, so what seems to be missing may only have been
    /// written, or settled and overwritten, since its file was read; if so, it is not missing at the same place the next time,
    /// because whatever comes before a group that was there has been durable since.
    /// </summary>
    /// <param name="directory">The journal's directory.</param>
    /// <param name="settled">Says the number of the last settled row now. Up to it a file may be overwritten.</param>
    /// <exception cref="JournalStoreException">A group is missing, or is damaged and not the last one.</exception>
    internal static LogView OfReader(string directory, Func<long> settled)
    {
        long missing = 0;
        while (true)
        {
            List<LogFile> files = Scan(directory, settled());
            LogView view = Join(files, settled(), out string? hole);
            if (hole is null) return view;
            if (view.Last + 1 == missing) throw new JournalStoreException(JournalFault.Corrupt, hole);
            missing = view.Last + 1;
        }
    }

    /// <summary>A reader's groups that are not settled and have a number or a higher one, read as they are asked for.</summary>
    /// <param name="directory">The journal's directory.</param>
    /// <param name="settled">Says the number of the last settled row now.</param>
    /// <param name="from">The number.</param>
    internal static IEnumerable<(GroupHeader Header, ReadOnlyMemory<byte> Sealed)> Unsettled(
        string directory, Func<long> settled, long from)
    {
        bool isOverwritten;
        do
        {
            // What is overwritten meanwhile has been settled, which shows when all is looked at again.
            isOverwritten = false;
            LogView view = OfReader(directory, settled);
            for (int i = 0; i < view.Live.Count && !isOverwritten; i++)
            {
                LogFile file = view.Live[i];
                using LogReader? reader = LogReader.TryOpen(file.Path);
                from = Math.Max(from, view.Settled + 1);
                while (from <= file.Last)
                {
                    if (reader is null || !reader.TryFind(from, file.End, out GroupHeader header) || header.First > from
                        || !reader.TryTake(header, out ReadOnlyMemory<byte> sealedBytes))
                    {
                        isOverwritten = true;
                        break;
                    }
                    from = header.Last + 1;
                    yield return (header, sealedBytes);
                }
            }
        }
        while (isOverwritten);
    }

    private static List<LogFile> Scan(string directory, long settled)
    {
        var files = new List<LogFile>();
        byte[] bytes = [];
        foreach (string path in Directory.EnumerateFiles(directory, Prefix + "*" + Suffix))
        {
            if (NumberOf(path) == 0) continue;
            using LogReader? reader = LogReader.TryOpen(path);
            if (reader is null) continue;
            int length = reader.ReadAll(ref bytes);
            files.Add(LogFile.Scan(path, bytes.AsSpan(0, length), settled));
        }
        return files;
    }

    // Nothing may be lost unseen: a number that is nowhere is the next to come only if no higher one is anywhere.
    private static LogView Join(List<LogFile> files, long settled, out string? hole)
    {
        var live = new List<LogFile>();
        var free = new List<LogFile>();
        long last = settled;
        hole = null;
        foreach (LogFile file in files.OrderBy(file => file.First))
        {
            if (file.Last <= last)
            {
                free.Add(file);
            }
            else if (file.First == last + 1 || live.Count == 0 && file.First <= last)
            {
                live.Add(file);
                last = file.Last;
            }
            else
            {
                hole ??= Missing(live, last + 1, $"{file.Path} begins with number {file.First}");
            }
        }
        foreach (LogFile file in files)
        {
            if (file.StrayLast <= last) continue;
            hole ??= Missing(live, last + 1, $"{file.Path} has number {file.StrayLast} at offset {file.StrayAt}");
        }
        return new LogView(settled, last, live, free);
    }

    private static string Missing(List<LogFile> live, long number, string higher) => live.Count == 0
        ? $"The group with number {number} is in no log file, but {higher}."
        : $"{live[^1].Path}: the group with number {number} is damaged or missing at offset {live[^1].End}, but {higher}.";
}
