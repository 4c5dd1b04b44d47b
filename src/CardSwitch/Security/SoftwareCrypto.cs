using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;

namespace CardSwitch.Security;

/// <summary>
/// The crypto provider that needs no hardware, and is none: whoever can read this process's memory has its keys. They lie in
/// memory that is never moved and is zeroed when a key is destroyed. For trials, tests, and networks whose rules ask for no
/// hardware security module.
/// </summary>
public sealed class SoftwareCrypto : ICryptoProvider
{
    private readonly ConcurrentDictionary<long, SecretKey> keys = new();
    private readonly SecretKey protection;
    private long lastHandle;

    /// <param name="protectionKey">
    /// The AES key, of 16, 24 or 32 bytes, under which key blocks of version D come. It is copied; the caller zeroes its own.
    /// </param>
    /// <exception cref="CryptoException">It is of another length.</exception>
    public SoftwareCrypto(ReadOnlySpan<byte> protectionKey)
    {
        if (!BlockCipher.IsLength(KeyAlgorithm.Aes, protectionKey.Length))
        {
            throw new CryptoException("The protection key is an AES key: 16, 24 or 32 bytes are expected.");
        }
        protection = new SecretKey(KeyUsage.KeyBlockProtection, KeyAlgorithm.Aes, KeyMode.Both, protectionKey);
    }

    /// <inheritdoc/>
    public string Description => "software, not an HSM";

    /// <summary>The check value of the protection key: two providers that show the same take the same key blocks.</summary>
    public string ProtectionCheckValue => protection.Info.CheckValue;

    /// <inheritdoc/>
    /// <remarks>
    /// Once a key of the usage <see cref="KeyUsage.KeyBlockProtection"/> is taken in, blocks under it are taken too: those of
    /// version B under one of Triple DES, those of version D under one of AES.
    /// </remarks>
    public KeyHandle Import(ReadOnlySpan<char> keyBlock)
    {
        using OpenedKey opened = Open(keyBlock);
        KeyBlockHeader.Read(keyBlock, out KeyBlockHeader header);
        SecretKey key = Accept(header, opened.Key);
        long handle = Interlocked.Increment(ref lastHandle);
        keys[handle] = key;
        return new KeyHandle(handle);
    }

    /// <inheritdoc/>
    public KeyInfo Describe(KeyHandle key) =>
        keys.TryGetValue(key.Value, out SecretKey? found) ? found.Info : throw new CryptoException("There is no such key.");

    /// <inheritdoc/>
    public void Destroy(KeyHandle key)
    {
        if (keys.TryRemove(key.Value, out SecretKey? removed)) removed.Close();
    }

    /// <summary>
    /// Makes a new random key and gives it as a key block of version D under the protection key, with the widest mode of use
    /// of its usage (B, C or X) and exportable in trusted blocks. Does not take it in.
    /// </summary>
    /// <param name="usage">What the key is for.</param>
    /// <param name="algorithm">Its cipher.</param>
    /// <param name="bits">Its length: 64 for DES, 128 or 192 for Triple DES, 128, 192 or 256 for AES.</param>
    /// <exception cref="CryptoException">There is no such key for this usage, or this is disposed.</exception>
    public string GenerateKeyBlock(KeyUsage usage, KeyAlgorithm algorithm, int bits)
    {
        if (bits % 8 != 0 || !KeyPolicy.Fits(usage, algorithm, bits / 8))
        {
            throw new CryptoException(string.Create(
                CultureInfo.InvariantCulture, $"There is no key of {bits} bits of {algorithm} for the usage {KeyPolicy.CodeOf(usage)}."));
        }
        int length = bits / 8;
        int longest = algorithm == KeyAlgorithm.Aes ? 32 : 24;
        int payload = (2 + longest + 15) / 16 * 16;
        Span<byte> key = stackalloc byte[length];
        Span<byte> padding = stackalloc byte[payload - 2 - length];
        RandomNumberGenerator.Fill(padding);
        do
        {
            RandomNumberGenerator.Fill(key);
            if (algorithm != KeyAlgorithm.Aes) OddParity.Set(key);
        }
        while (KeyPolicy.IsDegenerate(algorithm, key));

        if (!protection.TryEnter()) throw new CryptoException("The provider is disposed.");
        try
        {
            string header = $"D0000{KeyPolicy.CodeOf(usage)}{KeyPolicy.CodeOf(algorithm)}{(char)KeyPolicy.WidestMode(usage)}00E0000";
            return KeyBlock.Seal(protection.Key, header, key, padding);
        }
        finally
        {
            protection.Leave();
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(padding);
        }
    }

    /// <inheritdoc/>
    public CryptoStatus GenerateMac(KeyHandle key, MacAlgorithm algorithm, ReadOnlySpan<byte> data, Span<byte> mac)
    {
        if (mac.Length is not (4 or 8) || !keys.TryGetValue(key.Value, out SecretKey? found)) return CryptoStatus.Refused;
        return ComputeMac(found, KeyOperation.GenerateMac, algorithm, data, mac);
    }

    /// <inheritdoc/>
    public CryptoStatus VerifyMac(KeyHandle key, MacAlgorithm algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> mac)
    {
        if (mac.Length is not (4 or 8)) return CryptoStatus.Invalid;
        if (!keys.TryGetValue(key.Value, out SecretKey? found)) return CryptoStatus.Refused;
        Span<byte> right = stackalloc byte[8];
        right = right[..mac.Length];
        CryptoStatus status = ComputeMac(found, KeyOperation.VerifyMac, algorithm, data, right);
        if (status == CryptoStatus.Ok && !CryptographicOperations.FixedTimeEquals(right, mac)) status = CryptoStatus.Invalid;
        CryptographicOperations.ZeroMemory(right);
        return status;
    }

    /// <inheritdoc/>
    public CryptoStatus TranslatePin(
        in PinSide from, ReadOnlySpan<byte> block, in PinSide to, ReadOnlySpan<byte> pan, Span<byte> result, out int written)
    {
        written = 0;
        if (!keys.TryGetValue(from.Key.Value, out SecretKey? source) || !keys.TryGetValue(to.Key.Value, out SecretKey? target))
        {
            return CryptoStatus.Refused;
        }
        if (!source.TryEnter()) return CryptoStatus.Refused;
        try
        {
            if (!target.TryEnter()) return CryptoStatus.Refused;
            try
            {
                return PinTranslation.Translate(source, from, block, target, to, pan, result, out written);
            }
            finally
            {
                target.Leave();
            }
        }
        finally
        {
            source.Leave();
        }
    }

    /// <summary>Destroys every key, the protection key too; what is asked for afterwards is refused.</summary>
    public void Dispose()
    {
        foreach (long handle in keys.Keys) Destroy(new KeyHandle(handle));
        protection.Close();
    }

    /// <summary>The key behind a handle, for the test that it is zeroed.</summary>
    internal SecretKey? Find(KeyHandle key) => keys.GetValueOrDefault(key.Value);

    private static CryptoStatus ComputeMac(
        SecretKey key, KeyOperation operation, MacAlgorithm algorithm, ReadOnlySpan<byte> data, Span<byte> mac)
    {
        if (!KeyPolicy.Allows(key.Info, algorithm) || !KeyPolicy.Allows(key.Info.Usage, key.Mode, operation)) return CryptoStatus.Refused;
        if (!key.TryEnter()) return CryptoStatus.Refused;
        BlockCipher cipher = key.Cipher;
        switch (algorithm)
        {
            case MacAlgorithm.Algorithm1:
                Iso9797.Algorithm1(cipher, MacPadding.Method1, data, mac);
                break;
            case MacAlgorithm.Algorithm3:
                Iso9797.Algorithm3(cipher, MacPadding.Method1, data, mac);
                break;
            default:
                Cmac.Compute(cipher, key.Subkeys, data, mac);
                break;
        }
        key.Leave();
        return CryptoStatus.Ok;
    }

    /// <summary>Opens a block under the protection key, or under a key taken in for that.</summary>
    private OpenedKey Open(ReadOnlySpan<char> keyBlock)
    {
        KeyBlockFault fault = TryOpen(protection, keyBlock, out OpenedKey? opened);
        if (fault is KeyBlockFault.Authenticator or KeyBlockFault.ProtectionKey)
        {
            foreach (SecretKey key in keys.Values)
            {
                if (!KeyPolicy.Allows(key.Info.Usage, key.Mode, KeyOperation.OpenKeyBlock)) continue;
                if (TryOpen(key, keyBlock, out opened) == KeyBlockFault.None) break;
            }
        }
        return opened ?? throw new CryptoException(KeyBlockFaults.Explain(fault));
    }

    private static KeyBlockFault TryOpen(SecretKey key, ReadOnlySpan<char> keyBlock, out OpenedKey? opened)
    {
        opened = null;
        KeyBlockFault fault = KeyBlockHeader.Read(keyBlock, out KeyBlockHeader header);
        if (fault != KeyBlockFault.None) return fault;
        if (header.ProtectionAlgorithm != key.Info.Algorithm || !key.TryEnter()) return KeyBlockFault.ProtectionKey;
        try
        {
            return KeyBlock.Open(key.Key, keyBlock, out opened);
        }
        finally
        {
            key.Leave();
        }
    }

    private static SecretKey Accept(in KeyBlockHeader header, ReadOnlySpan<byte> key)
    {
        if (KeyPolicy.UsageOf(header.Usage) is not { } usage || KeyPolicy.AlgorithmOf(header.Algorithm) is not { } algorithm)
        {
            throw new CryptoException($"A key of the usage {header.Usage} and the algorithm {header.Algorithm} has no use here.");
        }
        var mode = (KeyMode)header.Mode;
        if (!KeyPolicy.Fits(usage, algorithm, key.Length) || !KeyPolicy.Fits(usage, mode))
        {
            throw new CryptoException(
                $"Usage {header.Usage}, algorithm {header.Algorithm}, mode of use {header.Mode} and length do not go together.");
        }
        if (KeyPolicy.IsDegenerate(algorithm, key)) throw new CryptoException("The parts of the Triple DES key are equal.");
        return new SecretKey(usage, algorithm, mode, key);
    }
}
