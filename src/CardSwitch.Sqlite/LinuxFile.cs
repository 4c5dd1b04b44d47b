using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CardSwitch.Sqlite;

/// <summary>What a file is asked of Linux that .NET has no name for (open(2), posix_fallocate(3), fsync(2)).</summary>
internal static partial class LinuxFile
{
    internal const int NoSpace = 28, QuotaExceeded = 122;

    private const int ReadOnly = 0, ReadWrite = 0x2, Create = 0x40, DataSync = 0x1000, CloseOnExec = 0x80000, DirectoryOnly = 0x10000;
    private const int InvalidArgument = 22, NotSupported = 95, Interrupted = 4;

    // What other files are made with: the rest is for the umask.
    private const int Mode = 0x1B6;

    /// <summary>
    /// Opens a file, and makes it if it is not there. A write to it is on stable storage when it returns (O_DSYNC), and goes past
    /// the page cache (O_DIRECT) where the file system can: its bytes must then lie at aligned addresses.
    /// </summary>
    /// <exception cref="IOException">It cannot be; HResult is the errno.</exception>
    internal static SafeFileHandle OpenToWrite(string path)
    {
        const int Flags = ReadWrite | Create | DataSync | CloseOnExec;
        SafeFileHandle file = Open(path, Flags | Direct, Mode);
        if (!file.IsInvalid) return file;
        if (Marshal.GetLastPInvokeError() == InvalidArgument) file = Open(path, Flags, Mode);
        return !file.IsInvalid ? file : throw Failed();
    }

    /// <summary>Gives a file its blocks, so that writes need not look for any. False when no room is left.</summary>
    /// <exception cref="IOException">It failed otherwise; HResult is the errno.</exception>
    internal static bool TryAllocate(SafeFileHandle file, long length)
    {
        int error;
        do error = Allocate(file, 0, length);
        while (error == Interrupted);
        return error switch
        {
            0 or InvalidArgument or NotSupported => true,
            NoSpace or QuotaExceeded => false,
            _ => throw new IOException(Marshal.GetPInvokeErrorMessage(error), error),
        };
    }

    /// <summary>Makes it durable that a directory's files are there.</summary>
    /// <exception cref="IOException">It failed; HResult is the errno.</exception>
    internal static void SyncDirectory(string path)
    {
        using SafeFileHandle directory = Open(path, ReadOnly | CloseOnExec | (Direct == DirectoryOnly ? 0 : DirectoryOnly), 0);
        if (directory.IsInvalid || Sync(directory) != 0) throw Failed();
    }

    // The one of these numbers that the processors do not agree on.
    private static int Direct => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.Arm or Architecture.Arm64 => 0x10000,
        Architecture.Ppc64le => 0x20000,
        _ => 0x4000,
    };

    private static IOException Failed()
    {
        int error = Marshal.GetLastPInvokeError();
        return new IOException(Marshal.GetPInvokeErrorMessage(error), error);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "posix_fallocate")]
    private static partial int Allocate(SafeFileHandle file, long offset, long length);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(SafeFileHandle file);
}
