using System.Security.Cryptography;
using CardSwitch.Journal;

namespace CardSwitch.Station.Configuration;

/// <summary>
/// Files that hold a secret: a journal's key (64 hexadecimal digits) and a database's password (one line). One that others
/// than its owner and its group can read, or that its group can write, is refused: what protects everything must not lie
/// open. An error never shows what the file holds.
/// </summary>
internal static class SecretFile
{
    /// <summary>Bytes of a journal's key.</summary>
    internal const int KeyBytes = JournalKeys.KeyLength;

    private const int MostBytes = 4096;

    private const UnixFileMode TooOpen = UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>The key in a file; false, with what is wrong, when it holds none.</summary>
    internal static bool TryReadKey(string path, out byte[] key, out string error)
    {
        key = [];
        if (!TryReadLine(path, out string text, out error)) return false;
        try
        {
            if (text.Length == 2 * KeyBytes) key = Convert.FromHexString(text);
        }
        catch (FormatException)
        {
            // Told below, as any other text that is no key.
        }
        if (key.Length == KeyBytes) return true;
        error = $"{path}: expected 64 hexadecimal digits; 'cardswitch journal key --output FILE' makes such a file";
        return false;
    }

    /// <summary>What is wrong with a file's mode; null when nothing is.</summary>
    /// <exception cref="IOException">There is no such file.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be looked at.</exception>
    internal static string? ModeError(string path) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & TooOpen) != 0
            ? $"{path}: others can read or write it; give it the mode 0600 (chmod 600), or 0640 with the station's own group"
            : null;

    /// <summary>The first line of a file; false, with what is wrong, when there is none.</summary>
    internal static bool TryReadLine(string path, out string line, out string error)
    {
        line = "";
        error = "";
        try
        {
            if (ModeError(path) is { } tooOpen)
            {
                error = tooOpen;
                return false;
            }
            if (new FileInfo(path).Length > MostBytes)
            {
                error = $"{path}: is longer than {MostBytes} bytes";
                return false;
            }
            line = File.ReadLines(path).FirstOrDefault("").Trim();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            error = refused.Message;
            return false;
        }
        if (line.Length == 0) error = $"{path}: its first line is empty";
        return line.Length > 0;
    }

    /// <summary>Writes a new random key into a file that only its owner can read.</summary>
    /// <exception cref="IOException">The file exists, or cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    internal static void CreateKey(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new StreamWriter(path, options);
        file.WriteLine(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes)));
    }
}
