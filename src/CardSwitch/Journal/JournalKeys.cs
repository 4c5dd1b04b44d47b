using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CardSwitch.Journal;

/// <summary>
/// What a journal's key is used for, each purpose with a key of its own (HKDF-SHA256, RFC 5869): sealing groups and
/// messages (AES-256-GCM), tokens of card numbers, seals of the chain, and the hash that tells transactions apart. Tokens
/// and that hash are the same for every station with the same key; the others name the station. One thread may seal groups
/// while another opens groups, seals messages and makes tokens.
/// </summary>
public sealed class JournalKeys : IDisposable
{
    /// <summary>The bytes of the key that all others are derived from.</summary>
    public const int KeyLength = 32;

    /// <summary>The bytes of a card's token.</summary>
    public const int TokenLength = 16;

    /// <summary>What sealing adds: an authentication tag. The nonce is not kept: it is the epoch and the number.</summary>
    internal const int TagLength = 16;

    private const int NonceLength = 12;

    private readonly byte[] chain = new byte[KeyLength];
    private readonly IncrementalHash tokens;
    private readonly Lock tokensLock = new();
    private readonly AesGcm groups;
    private readonly AesGcm opening;
    private readonly AesGcm messages;
    private (ulong First, ulong Second) hash;

    /// <param name="key">32 random bytes (<see cref="JournalOptions.Key"/>).</param>
    /// <param name="station">The station's name.</param>
    /// <exception cref="ArgumentException">The key has not 32 bytes.</exception>
    public JournalKeys(ReadOnlySpan<byte> key, string station)
    {
        ArgumentNullException.ThrowIfNull(station);
        if (key.Length != KeyLength) throw new ArgumentException("The key of a journal has 32 bytes.", nameof(key));
        Derive(key, "cardswitch journal chain v1 " + station, chain);
        Span<byte> derived = stackalloc byte[KeyLength];
        Derive(key, "cardswitch journal card token v1", derived);
        tokens = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, derived);
        Derive(key, "cardswitch journal group v1 " + station, derived);
        groups = new AesGcm(derived, TagLength);
        opening = new AesGcm(derived, TagLength);
        Derive(key, "cardswitch journal message v1 " + station, derived);
        messages = new AesGcm(derived, TagLength);
        Derive(key, "cardswitch journal transaction key v1", derived);
        hash = (BinaryPrimitives.ReadUInt64LittleEndian(derived), BinaryPrimitives.ReadUInt64LittleEndian(derived[8..]));
        CryptographicOperations.ZeroMemory(derived);
    }

    /// <summary>Keys of the hashes of transactions and lanes.</summary>
    internal (ulong First, ulong Second) HashKey => hash;

    /// <summary>A card number as its token: the first 16 bytes of HMAC-SHA256.</summary>
    /// <param name="panDigits">The digits of the card number, as ASCII characters.</param>
    public byte[] TokenOf(ReadOnlySpan<byte> panDigits)
    {
        var result = new byte[TokenLength];
        WriteToken(panDigits, result);
        return result;
    }

    /// <summary>The authentication code of a place in the chain: HMAC-SHA256 of the number (8 bytes, big endian) and the value.</summary>
    /// <param name="number">The number of the row.</param>
    /// <param name="chain">Its chain value, 32 bytes.</param>
    /// <returns>32 bytes.</returns>
    public byte[] SealOfChain(long number, ReadOnlySpan<byte> chain)
    {
        if (chain.Length != RowChain.Length) throw new ArgumentException("A chain value has 32 bytes.", nameof(chain));
        Span<byte> text = stackalloc byte[8 + RowChain.Length];
        BinaryPrimitives.WriteInt64BigEndian(text, number);
        chain.CopyTo(text[8..]);
        return HMACSHA256.HashData(this.chain, text);
    }

    /// <summary>Zeroes the keys.</summary>
    public void Dispose()
    {
        groups.Dispose();
        opening.Dispose();
        messages.Dispose();
        tokens.Dispose();
        CryptographicOperations.ZeroMemory(chain);
        hash = default;
    }

    internal void WriteToken(ReadOnlySpan<byte> panDigits, Span<byte> destination)
    {
        Span<byte> code = stackalloc byte[HMACSHA256.HashSizeInBytes];
        lock (tokensLock)
        {
            tokens.AppendData(panDigits);
            tokens.GetHashAndReset(code);
        }
        code[..TokenLength].CopyTo(destination);
    }

    /// <summary>Seals the records of a group: as many bytes, and <see cref="TagLength"/>.</summary>
    internal void SealGroup(int epoch, long first, ReadOnlySpan<byte> plain, Span<byte> destination) =>
        Seal(groups, epoch, first, plain, destination);

    /// <summary>The records of a group; false when a byte, the epoch or the number is not what it was.</summary>
    internal bool TryOpenGroup(int epoch, long first, ReadOnlySpan<byte> sealedBytes, Span<byte> plain) =>
        TryOpen(opening, epoch, first, sealedBytes, plain);

    /// <summary>
    /// Seals a message, the epoch in front: it outlives the run that sealed it. No two messages of one epoch have the same
    /// number, and a record that is settled anew after a crash is sealed in a later epoch.
    /// </summary>
    internal byte[] SealMessage(int epoch, long number, ReadOnlySpan<byte> plain)
    {
        var result = new byte[4 + plain.Length + TagLength];
        BinaryPrimitives.WriteInt32BigEndian(result, epoch);
        Seal(messages, epoch, number, plain, result.AsSpan(4));
        return result;
    }

    /// <summary>A message as it was sealed; null when a byte or the number is not what it was.</summary>
    internal byte[]? OpenMessage(long number, ReadOnlySpan<byte> sealedBytes)
    {
        if (sealedBytes.Length < 4 + TagLength) return null;
        var plain = new byte[sealedBytes.Length - 4 - TagLength];
        return TryOpen(messages, BinaryPrimitives.ReadInt32BigEndian(sealedBytes), number, sealedBytes[4..], plain) ? plain : null;
    }

    private static void Seal(AesGcm cipher, int epoch, long number, ReadOnlySpan<byte> plain, Span<byte> destination)
    {
        Span<byte> nonce = stackalloc byte[NonceLength];
        WriteNonce(nonce, epoch, number);
        cipher.Encrypt(nonce, plain, destination[..plain.Length], destination.Slice(plain.Length, TagLength));
    }

    private static bool TryOpen(AesGcm cipher, int epoch, long number, ReadOnlySpan<byte> sealedBytes, Span<byte> plain)
    {
        int length = sealedBytes.Length - TagLength;
        if (length < 0 || plain.Length < length) return false;
        Span<byte> nonce = stackalloc byte[NonceLength];
        WriteNonce(nonce, epoch, number);
        try
        {
            cipher.Decrypt(nonce, sealedBytes[..length], sealedBytes[length..], plain[..length]);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    // Every epoch is used by one owner only, and a number only once in it: no nonce comes twice.
    private static void WriteNonce(Span<byte> nonce, int epoch, long number)
    {
        BinaryPrimitives.WriteInt32BigEndian(nonce, epoch);
        BinaryPrimitives.WriteInt64BigEndian(nonce[4..], number);
    }

    private static void Derive(ReadOnlySpan<byte> key, string purpose, Span<byte> derived) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, derived, salt: [], Encoding.UTF8.GetBytes(purpose));
}
