using CardSwitch.Station.Commands;

namespace CardSwitch.Station.Decoding;

/// <summary>Opens files that a command is given.</summary>
internal static class InputFile
{
    /// <exception cref="UsageException">It is not there or may not be read.</exception>
    internal static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, useAsync: true);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"Cannot read '{path}': {refused.Message}");
        }
    }
}
