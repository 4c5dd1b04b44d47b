using CardSwitch.Journal;
using Microsoft.Win32.SafeHandles;

namespace CardSwitch.Sqlite;

/// <summary>
/// The log of sealed groups as its owner uses it. One thread appends (<see cref="Append"/>, <see cref="Has"/>), another reads
/// back and lets go of what is settled; what they share is which files have groups and which are free.
/// </summary>
internal sealed class IntakeLog : IDisposable
{
    // More are left only by a backlog.
    private const int MostFree = 4;

    private readonly SqliteJournalOptions options;
    private readonly Lock sharing = new();

    // In the order of their numbers; the one written to is the last, once it has a group.
    private readonly List<LogFile> live;
    private readonly List<LogFile> free;
    private LogFile? current;
    private long settled;

    // The appending thread's own.
    private SafeFileHandle? writing;
    private byte[] buffer = [];
    private int aligned;
    private long made;
    private JournalStoreException? failed;

    private IntakeLog(SqliteJournalOptions options, LogView view)
    {
        this.options = options;
        live = [.. view.Live];
        free = [.. view.Free];
        settled = view.Settled;
        Last = view.Last;
        made = live.Concat(free).Select(file => LogView.NumberOf(file.Path)).DefaultIfEmpty().Max();
    }

    /// <summary>The number of the last record; the appending thread's.</summary>
    internal long Last { get; private set; }

    /// <summary>The epoch of the oldest group there is; <see cref="int.MaxValue"/> without any.</summary>
    internal int OldestEpoch { get; private init; }

    /// <summary>Finds out what is there, makes that durable, and makes room behind it.</summary>
    internal static IntakeLog Open(SqliteJournalOptions options, long settled)
    {
        LogView view = LogView.OfOwner(options.Directory, settled);
        var log = new IntakeLog(options, view) { OldestEpoch = view.Live.Count == 0 ? int.MaxValue : view.Live[0].Epoch };
        try
        {
            log.SyncAll(view.Live);
            if (log.live.Count != 0) log.WriteTo(log.live[^1]);
            log.DeleteSurplus();
            return log;
        }
        catch (JournalStoreException)
        {
            log.Dispose();
            throw;
        }
    }

    /// <summary>Adds a group durably: one write, which ends when the group is on stable storage. Nothing follows one that failed.</summary>
    internal void Append(JournalGroup group)
    {
        if (failed is not null) throw new JournalStoreException(failed.Fault, failed.Message, failed);
        var header = new GroupHeader(group.First, group.Count, group.Epoch, group.Sealed.Length);
        if (current is null || current.Length - current.End < header.Size) Begin(header.Size);
        Span<byte> bytes = Buffer((int)header.Size);
        group.Sealed.Span.CopyTo(bytes[GroupHeader.Bytes..]);
        bytes[(GroupHeader.Bytes + header.Length)..].Clear();
        header.Write(bytes);
        LogFile file = current!;
        try
        {
            options.BeforeLogStep?.Invoke();
            RandomAccess.Write(writing!, bytes, file.End);
            if (!OperatingSystem.IsLinux()) RandomAccess.FlushToDisk(writing!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            failed = Failed(file.Path, "written", e);
            throw failed;
        }
        lock (sharing)
        {
            if (file.First == 0)
            {
                (file.First, file.Epoch) = (header.First, header.Epoch);
                live.Add(file);
            }
            file.Last = header.Last;
            file.End += header.Size;
        }
        Last = header.Last;
    }

    /// <summary>Whether this very group is there, byte for byte.</summary>
    internal bool Has(JournalGroup group)
    {
        // Rare, so that it may hold the other thread up: the file must not go meanwhile.
        lock (sharing)
        {
            LogFile? file = live.Find(file => file.Last >= group.Last);
            if (file is null) return false;
            using LogReader? reader = LogReader.TryOpen(file.Path);
            return reader is not null && reader.TryFind(group.First, file.End, out GroupHeader header)
                && header == new GroupHeader(group.First, group.Count, group.Epoch, group.Sealed.Length)
                && reader.TryTake(header, out ReadOnlyMemory<byte> sealedBytes) && sealedBytes.Span.SequenceEqual(group.Sealed.Span);
        }
    }

    /// <summary>Groups up to a number are rows now, durably: files of such groups only may be written anew.</summary>
    internal void Release(long upTo)
    {
        lock (sharing)
        {
            settled = Math.Max(settled, upTo);
            FreeSettled();
        }
        DeleteSurplus();
    }

    /// <summary>Groups that are durable and not settled and have a number or a higher one, read as they are asked for.</summary>
    internal IEnumerable<(GroupHeader Header, ReadOnlyMemory<byte> Sealed)> Unsettled(long from)
    {
        LogFile? file = null;
        LogReader? reader = null;
        try
        {
            while (Find(from) is var (next, number, end))
            {
                if (next != file)
                {
                    reader?.Dispose();
                    reader = LogReader.TryOpen(next.Path) ?? throw SqliteFault.Corrupt(next.Path, "the log file is missing.");
                    file = next;
                }
                if (!reader!.TryFind(number, end, out GroupHeader header) || !reader.TryTake(header, out ReadOnlyMemory<byte> sealedBytes))
                {
                    throw SqliteFault.Corrupt(file.Path, $"the group with number {number} is damaged at offset {reader.Offset}.");
                }
                from = header.Last + 1;
                yield return (header, sealedBytes);
            }
        }
        finally
        {
            reader?.Dispose();
        }
    }

    public void Dispose() => writing?.Dispose();

    private (LogFile File, long Number, long End)? Find(long number)
    {
        lock (sharing)
        {
            number = Math.Max(number, settled + 1);
            LogFile? file = live.Find(file => file.Last >= number);
            return file is null ? null : (file, number, file.End);
        }
    }

    // A file that a crash found being written was durable group by group, but for the last one.
    private void SyncAll(IReadOnlyList<LogFile> files)
    {
        string path = options.Directory;
        try
        {
            foreach (LogFile file in files)
            {
                path = file.Path;
                using SafeFileHandle handle = File.OpenHandle(
                    path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
                RandomAccess.FlushToDisk(handle);
            }
            path = options.Directory;
            if (files.Count != 0 && OperatingSystem.IsLinux()) LinuxFile.SyncDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failed(path, "synced", e);
        }
    }

    // Goes on with a file that has room for a group.
    private void Begin(long size)
    {
        LogFile? next;
        lock (sharing)
        {
            if (current is { First: 0 }) free.Add(current);
            current = null;
            FreeSettled();
            next = free.Find(file => file.Length >= size);
            if (next is not null) free.Remove(next);
        }
        next ??= Make(Math.Max(size, GroupHeader.RoundUp(options.LogFileBytes, GroupHeader.Block)));
        WriteTo(new LogFile { Path = next.Path, Length = next.Length });
    }

    private void WriteTo(LogFile file)
    {
        writing?.Dispose();
        try
        {
            writing = OpenToWrite(file.Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failed(file.Path, "opened", e);
        }
        lock (sharing) current = file;
    }

    private LogFile Make(long length)
    {
        string path = LogView.PathOf(options.Directory, ++made);
        bool hasRoom = HasRoom(length);
        try
        {
            options.BeforeLogStep?.Invoke();
            if (hasRoom)
            {
                using SafeFileHandle file = OpenToWrite(path);
                options.BeforeLogStep?.Invoke();
                if (!OperatingSystem.IsLinux()) RandomAccess.SetLength(file, length);
                else hasRoom = LinuxFile.TryAllocate(file, length);
            }
            options.BeforeLogStep?.Invoke();
            if (!hasRoom) File.Delete(path);
            else if (OperatingSystem.IsLinux()) LinuxFile.SyncDirectory(options.Directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failed(path, "made", e);
        }
        return hasRoom
            ? new LogFile { Path = path, Length = length }
            : throw new JournalStoreException(JournalFault.Full, $"{path}: no room is left for a file of {length} bytes.");
    }

    private bool HasRoom(long length)
    {
        if (options.MaxPages == 0) return true;
        lock (sharing) return live.Concat(free).Sum(file => file.Length) + length <= options.MaxPages * (long)GroupHeader.Block;
    }

    private void FreeSettled()
    {
        while (live.Count != 0 && live[0].Last <= settled && live[0] != current)
        {
            free.Add(live[0]);
            live.RemoveAt(0);
        }
    }

    // What is left of a backlog; and files made for one large group, or cut short by a crash while they were made.
    private void DeleteSurplus()
    {
        List<LogFile>? surplus = null;
        long length = GroupHeader.RoundUp(options.LogFileBytes, GroupHeader.Block);
        lock (sharing)
        {
            for (int i = free.Count - 1; i >= 0; i--)
            {
                if (free[i].Length == length && free.Count <= MostFree) continue;
                (surplus ??= []).Add(free[i]);
                free.RemoveAt(i);
            }
        }
        if (surplus is null) return;
        foreach (LogFile file in surplus)
        {
            try
            {
                options.BeforeLogStep?.Invoke();
                File.Delete(file.Path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw Failed(file.Path, "deleted", e);
            }
        }
    }

    private static SafeFileHandle OpenToWrite(string path) => OperatingSystem.IsLinux()
        ? LinuxFile.OpenToWrite(path)
        : File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    // Pinned, so that where it is aligned it stays so.
    private Span<byte> Buffer(int size)
    {
        if (buffer.Length - GroupHeader.Block < size)
        {
            int length = Math.Max(1 << 16, size + size / 4) + GroupHeader.Block;
            buffer = GC.AllocateUninitializedArray<byte>(length, pinned: true);
            long address = System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(buffer, 0);
            aligned = (int)(GroupHeader.RoundUp(address, GroupHeader.Block) - address);
        }
        return buffer.AsSpan(aligned, size);
    }

    private static JournalStoreException Failed(string path, string what, Exception e) => new(
        e is IOException && IsFull(e.HResult) ? JournalFault.Full : JournalFault.Broken, $"{path} cannot be {what}: {e.Message}", e);

    // What "no room" is called: on Unix the number of the error, ENOSPC or EDQUOT (Linux; macOS and BSD), on Windows DISK_FULL.
    private static bool IsFull(int result) =>
        result is LinuxFile.NoSpace or LinuxFile.QuotaExceeded or 69 or unchecked((int)0x80070070);
}
