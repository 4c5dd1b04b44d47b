using CardSwitch.Journal;
using Microsoft.Win32.SafeHandles;

namespace CardSwitch.Sqlite;

/// <summary>Reads the groups of one log file in their order, while more are being written behind them.</summary>
internal sealed class LogReader : IDisposable
{
    private readonly string path;
    private readonly SafeFileHandle file;
    private readonly byte[] head = new byte[GroupHeader.Bytes];

    private LogReader(string path, SafeFileHandle file) => (this.path, this.file) = (path, file);

    /// <summary>Where the next group begins.</summary>
    internal long Offset { get; private set; }

    /// <summary>Null when the file is not there.</summary>
    internal static LogReader? TryOpen(string path)
    {
        try
        {
            return new LogReader(path, File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failed(path, e);
        }
    }

    /// <summary>Reads the file into an array that is made larger if need be, and says how many bytes there are.</summary>
    internal int ReadAll(ref byte[] bytes)
    {
        try
        {
            long length = RandomAccess.GetLength(file);
            if (length > Array.MaxLength) throw SqliteFault.Corrupt(path, "the file is larger than any group.");
            if (bytes.Length < length) bytes = GC.AllocateUninitializedArray<byte>((int)length);
            return Read(bytes.AsSpan(0, (int)length), 0);
        }
        catch (IOException e)
        {
            throw Failed(path, e);
        }
    }

    /// <summary>Goes on to the first group with a number or a higher one; false when what is there is no group, or past the end.</summary>
    internal bool TryFind(long number, long end, out GroupHeader header)
    {
        header = default;
        try
        {
            while (Offset < end && Read(head, Offset) == head.Length && GroupHeader.TryRead(head, end - Offset, out header))
            {
                if (header.Last >= number) return true;
                Offset += header.Size;
            }
            return false;
        }
        catch (IOException e)
        {
            throw Failed(path, e);
        }
    }

    /// <summary>The sealed bytes of the group found, and goes behind it; false when they are not those that were written.</summary>
    internal bool TryTake(GroupHeader header, out ReadOnlyMemory<byte> sealedBytes)
    {
        byte[] group = GC.AllocateUninitializedArray<byte>((int)header.End);
        sealedBytes = group.AsMemory(GroupHeader.Bytes, header.Length);
        try
        {
            if (Read(group, Offset) != group.Length || !GroupHeader.TryRead(group, header.Size, out GroupHeader again)) return false;
            if (again != header || !header.IsWhole(group)) return false;
            Offset += header.Size;
            return true;
        }
        catch (IOException e)
        {
            throw Failed(path, e);
        }
    }

    public void Dispose() => file.Dispose();

    private int Read(Span<byte> bytes, long offset)
    {
        int all = 0;
        while (all < bytes.Length)
        {
            int some = RandomAccess.Read(file, bytes[all..], offset + all);
            if (some == 0) break;
            all += some;
        }
        return all;
    }

    private static JournalStoreException Failed(string path, Exception e) =>
        new(JournalFault.Broken, $"{path} cannot be read: {e.Message}", e);
}
