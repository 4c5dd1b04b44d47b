using System.Globalization;
using System.Security.Cryptography;
using CardSwitch.Security;

namespace CardSwitch.Tests.Security;

/// <summary>
/// A provider whose MACs are HMAC-SHA-256 cut short, under the key's number; it has any key asked for, until it is told to
/// fail. For tests of what is built on a provider.
/// </summary>
internal sealed class HmacCrypto : ICryptoProvider
{
    /// <summary>Whether it answers at all.</summary>
    internal bool IsDown { get; set; }

    public string Description => "HMAC, for tests; not an HSM";

    /// <summary>What was destroyed, in order.</summary>
    internal List<KeyHandle> Destroyed { get; } = [];

    /// <summary>A block that is nothing but a header and the key's number.</summary>
    internal static string BlockOf(long key, char mode = 'C') => $"D0016M6A{mode}00N0000{key:D8}";

    public KeyHandle Import(ReadOnlySpan<char> keyBlock) => long.TryParse(keyBlock[16..], CultureInfo.InvariantCulture, out long key)
        ? new KeyHandle(key)
        : throw new CryptoException("That is no key block.");

    public KeyInfo Describe(KeyHandle key) => new(KeyUsage.MacCmac, KeyAlgorithm.Aes, 128, key.Value.ToString("X10", CultureInfo.InvariantCulture));

    public void Destroy(KeyHandle key) => Destroyed.Add(key);

    public CryptoStatus GenerateMac(KeyHandle key, MacAlgorithm algorithm, ReadOnlySpan<byte> data, Span<byte> mac)
    {
        if (IsDown) return CryptoStatus.Unavailable;
        Span<byte> secret = stackalloc byte[8];
        BitConverter.TryWriteBytes(secret, key.Value);
        Span<byte> whole = stackalloc byte[32];
        HMACSHA256.HashData(secret, data, whole);
        whole[..mac.Length].CopyTo(mac);
        return CryptoStatus.Ok;
    }

    public CryptoStatus VerifyMac(KeyHandle key, MacAlgorithm algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> mac)
    {
        Span<byte> right = stackalloc byte[8];
        right = right[..mac.Length];
        CryptoStatus status = GenerateMac(key, algorithm, data, right);
        if (status != CryptoStatus.Ok) return status;
        return CryptographicOperations.FixedTimeEquals(right, mac) ? CryptoStatus.Ok : CryptoStatus.Invalid;
    }

    public CryptoStatus TranslatePin(
        in PinSide from, ReadOnlySpan<byte> block, in PinSide to, ReadOnlySpan<byte> pan, Span<byte> result, out int written)
    {
        written = 0;
        return CryptoStatus.Refused;
    }

    public void Dispose()
    {
    }
}
