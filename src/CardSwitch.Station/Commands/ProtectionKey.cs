using System.CommandLine;
using System.Security.Cryptography;
using CardSwitch.Security;
using CardSwitch.Station.Configuration;

namespace CardSwitch.Station.Commands;

/// <summary>Where a command gets the protection key: a file, the environment, or whoever sits before it.</summary>
internal static class ProtectionKey
{
    internal const string Variable = "CARDSWITCH_PROTECTION_KEY";

    internal const string Details =
        """
        Keys are kept as TR-31 key blocks under a protection key. It comes from the file of --protect, or else from the
        environment variable CARDSWITCH_PROTECTION_KEY, or else is asked for. No command shows a key; whoever has the protection
        key has every key under it, so keep the two apart. These keys are made in software, not in an HSM: use them for trials.
        """;

    internal static Option<string?> FileOption() => new("--protect")
    {
        Description = $"The protection key's file; default: the variable {Variable}, or a prompt.",
        HelpName = "FILE",
    };

    /// <summary>Opens the software provider, and zeroes the bytes that the key was read into.</summary>
    internal static SoftwareCrypto OpenCrypto(Terminal terminal, string? path)
    {
        byte[] key = Read(terminal, path);
        try
        {
            return new SoftwareCrypto(key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static byte[] Read(Terminal terminal, string? path)
    {
        if (path is not null)
        {
            return SecretFile.TryReadKey(path, out byte[] key, out string error) ? key : throw new UsageException(error);
        }
        string? text = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(text))
        {
            if (!terminal.IsInteractive) throw new UsageException($"Which protection key? Give --protect FILE, or set {Variable}.");
            terminal.Error.Write("Protection key (64 hexadecimal digits): ");
            using var reader = new StreamReader(terminal.Input, leaveOpen: true);
            text = reader.ReadLine();
        }
        byte[] read = new byte[SecretFile.KeyBytes];
        return text?.Trim() is { } digits && digits.Length == 2 * read.Length
            && Convert.FromHexString(digits, read, out _, out _) == System.Buffers.OperationStatus.Done
            ? read
            : throw new UsageException("The protection key is 64 hexadecimal digits.");
    }
}
