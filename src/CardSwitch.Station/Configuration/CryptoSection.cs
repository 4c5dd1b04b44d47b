using CardSwitch.Security;

namespace CardSwitch.Station.Configuration;

/// <summary>
/// The station's crypto provider and its keys: <c>crypto</c>. Keys are TR-31 key blocks in files of their own, known by names
/// in the rest of the file; the key that protects them comes from a file or an environment variable.
/// </summary>
internal sealed class CryptoSection
{
    private readonly Dictionary<string, KeyHandle> keys = new(StringComparer.Ordinal);
    private readonly bool withKeys;

    private CryptoSection(bool withKeys) => this.withKeys = withKeys;

    internal ICryptoProvider? Provider { get; private set; }

    /// <summary>Whether keys are read at all; one who may not hold them reads the rest.</summary>
    internal bool HasKeys => withKeys;

    internal static CryptoSection Bind(JsonSection file, string folder, bool withKeys, Func<bool> isSound)
    {
        var crypto = new CryptoSection(withKeys);
        if (file.Section("crypto") is not { } section) return crypto;
        section.OneOf("provider", "software", ("software", "software"));
        string keyFile = section.Text("protectionKeyFile", ""), variable = section.Text("protectionKeyVariable", "");
        (string Name, string Path, int Line)[] blocks = [.. section.Map("keys")];
        if (keyFile.Length == 0 == (variable.Length == 0))
        {
            section.Fail("protectionKeyFile", "expected either protectionKeyFile or protectionKeyVariable");
        }
        section.End();
        if (withKeys && isSound()) crypto.Open(section, Path.Combine(folder, keyFile), variable, folder, blocks);
        return crypto;
    }

    /// <summary>The key that a section names; none, and an error, where there is no such.</summary>
    internal KeyHandle KeyOf(JsonSection section, string key)
    {
        section.Require(key);
        string name = section.Text(key, "");
        if (!withKeys || name.Length == 0) return default;
        if (keys.TryGetValue(name, out KeyHandle handle)) return handle;
        section.Fail(key, $"there is no key '{name}' in crypto.keys");
        return default;
    }

    private void Open(
        JsonSection section, string keyFile, string variable, string folder, (string Name, string Path, int Line)[] blocks)
    {
        string text, error = "", from = variable.Length > 0 ? "protectionKeyVariable" : "protectionKeyFile";
        if (variable.Length > 0) text = Environment.GetEnvironmentVariable(variable) ?? "";
        else SecretFile.TryReadLine(keyFile, out text, out error);
        if (error.Length > 0)
        {
            section.Fail(from, error);
            return;
        }
        if (!TryOpen(text))
        {
            section.Fail(from, "expected an AES key of 32, 48 or 64 hexadecimal digits");
            return;
        }
        foreach ((string name, string path, _) in blocks) Import(section, name, Path.Combine(folder, path));
    }

    private bool TryOpen(string hex)
    {
        byte[] key = [];
        try
        {
            key = Convert.FromHexString(hex);
            Provider = new SoftwareCrypto(key);
            return true;
        }
        catch (Exception wrong) when (wrong is FormatException or CryptoException)
        {
            return false;
        }
        finally
        {
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(key);
        }
    }

    private void Import(JsonSection section, string name, string path)
    {
        try
        {
            keys[name] = Provider!.Import(File.ReadAllText(path).Trim());
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or CryptoException)
        {
            section.Fail("keys", $"'{name}': {refused.Message}");
        }
    }
}
