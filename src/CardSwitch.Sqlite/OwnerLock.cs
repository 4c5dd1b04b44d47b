using CardSwitch.Journal;

namespace CardSwitch.Sqlite;

/// <summary>
/// Held by the one process that writes a journal; the system takes it back when the process ends, however it ends.
/// </summary>
internal sealed class OwnerLock : IDisposable
{
    internal const string FileName = "owner.lock";

    // What "somebody else has it" is called: Windows (sharing violation), Linux (EAGAIN), macOS and BSD (EWOULDBLOCK).
    private const int SharingViolation = unchecked((int)0x80070020), LinuxAgain = 11, BsdWouldBlock = 35;

    private readonly FileStream stream;

    private OwnerLock(FileStream stream) => this.stream = stream;

    internal static OwnerLock Take(string directory)
    {
        string path = Path.Combine(directory, FileName);
        try
        {
            Directory.CreateDirectory(directory);
            return new OwnerLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (e.HResult is SharingViolation or LinuxAgain or BsdWouldBlock)
        {
            throw new JournalStoreException(JournalFault.Fenced, $"The journal in {directory} is in use by another process.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalStoreException(JournalFault.Broken, $"{path} cannot be opened: {e.Message}", e);
        }
    }

    public void Dispose() => stream.Dispose();
}
