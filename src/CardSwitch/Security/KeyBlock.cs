using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CardSwitch.Security;

/// <summary>
/// Key blocks of TR-31:2018 (ANSI X9.143), versions B (Triple DES) and D (AES): a key with a header that says what it is
/// for, both under one MAC. Versions A and C are refused: what protects their header can be taken off and put on another key.
/// </summary>
internal static class KeyBlock
{
    /// <summary>Opens a block; the caller disposes of what comes out, which is there only without a fault.</summary>
    internal static KeyBlockFault Open(ReadOnlySpan<byte> protectionKey, ReadOnlySpan<char> block, out OpenedKey? opened)
    {
        opened = null;
        KeyBlockFault fault = KeyBlockHeader.Read(block, out KeyBlockHeader header);
        if (fault != KeyBlockFault.None) return fault;
        KeyAlgorithm algorithm = header.ProtectionAlgorithm;
        if (!BlockCipher.IsLength(algorithm, protectionKey.Length)) return KeyBlockFault.ProtectionKey;

        int unit = algorithm == KeyAlgorithm.Tdes ? 8 : 16;
        ReadOnlySpan<char> body = block[header.Text.Length..];
        int length = (body.Length / 2) - unit;
        if (body.Length % 2 != 0 || length < unit || length % unit != 0) return KeyBlockFault.Length;
        Span<byte> mac = stackalloc byte[BlockCipher.MaximumBlockLength];
        mac = mac[..unit];
        var payload = new OpenedKey(length);
        if (Convert.FromHexString(body[..(2 * length)], payload.Payload, out _, out _) != OperationStatus.Done
            || Convert.FromHexString(body[(2 * length)..], mac, out _, out _) != OperationStatus.Done)
        {
            return KeyBlockFault.Character;
        }
        Decipher(algorithm, protectionKey, mac, payload.Payload);
        fault = Check(algorithm, protectionKey, header.Text, payload, mac);
        if (fault == KeyBlockFault.None) opened = payload;
        else payload.Dispose();
        return fault;
    }

    /// <summary>
    /// Makes a block. The header's length is put in; where optional blocks do not fill whole cipher blocks, a block PB
    /// follows them. The padding goes behind the key and is random but in tests.
    /// </summary>
    /// <exception cref="ArgumentException">Header, key, padding and protection key do not make a block.</exception>
    internal static string Seal(
        ReadOnlySpan<byte> protectionKey, string header, ReadOnlySpan<byte> key, ReadOnlySpan<byte> padding)
    {
        KeyAlgorithm algorithm = header[0] switch
        {
            'B' => KeyAlgorithm.Tdes,
            'D' => KeyAlgorithm.Aes,
            _ => throw new ArgumentException("Key blocks are made of version B or D.", nameof(header)),
        };
        int unit = algorithm == KeyAlgorithm.Tdes ? 8 : 16;
        int length = 2 + key.Length + padding.Length;
        if (length % unit != 0) throw new ArgumentException("Key and padding do not fill whole blocks.", nameof(padding));
        header = WithPaddingBlock(header, unit);
        int total = header.Length + (2 * (length + unit));
        header = string.Create(CultureInfo.InvariantCulture, $"{header[0]}{total:0000}{header.AsSpan(5)}");

        using var payload = new OpenedKey(length);
        BinaryPrimitives.WriteUInt16BigEndian(payload.Payload, (ushort)(8 * key.Length));
        key.CopyTo(payload.Payload.AsSpan(2));
        padding.CopyTo(payload.Payload.AsSpan(2 + key.Length));
        Span<byte> mac = stackalloc byte[unit];
        Authenticate(algorithm, protectionKey, header, payload.Payload, mac);
        Encipher(algorithm, protectionKey, mac, payload.Payload);
        string block = header + Convert.ToHexString(payload.Payload) + Convert.ToHexString(mac);
        return KeyBlockHeader.Read(block, out _) == KeyBlockFault.None
            ? block
            : throw new ArgumentException("The header is not one of a key block.", nameof(header));
    }

    private static string WithPaddingBlock(string header, int unit)
    {
        if (header.Length % unit == 0) return header;
        int length = unit - (header.Length % unit);
        if (length < 4) length += unit;
        int count = int.Parse(header.AsSpan(12, 2), NumberStyles.None, CultureInfo.InvariantCulture) + 1;
        string filler = new('0', length - 4);
        return string.Create(CultureInfo.InvariantCulture, $"{header.AsSpan(0, 12)}{count:00}{header.AsSpan(14)}PB{length:X2}{filler}");
    }

    private static KeyBlockFault Check(
        KeyAlgorithm algorithm, ReadOnlySpan<byte> protectionKey, ReadOnlySpan<char> header, OpenedKey opened, ReadOnlySpan<byte> mac)
    {
        Span<byte> right = stackalloc byte[mac.Length];
        Authenticate(algorithm, protectionKey, header, opened.Payload, right);
        if (!CryptographicOperations.FixedTimeEquals(right, mac)) return KeyBlockFault.Authenticator;
        int bits = BinaryPrimitives.ReadUInt16BigEndian(opened.Payload);
        if (bits == 0 || bits % 8 != 0 || bits / 8 > opened.Payload.Length - 2) return KeyBlockFault.KeyLength;
        opened.KeyLength = bits / 8;
        return KeyBlockFault.None;
    }

    /// <summary>CMAC over the header's characters and the clear payload.</summary>
    private static void Authenticate(
        KeyAlgorithm algorithm, ReadOnlySpan<byte> protectionKey, ReadOnlySpan<char> header, ReadOnlySpan<byte> payload, Span<byte> mac)
    {
        using var input = new OpenedKey(header.Length + payload.Length);
        Encoding.ASCII.GetBytes(header, input.Payload);
        payload.CopyTo(input.Payload.AsSpan(header.Length));
        Span<byte> key = stackalloc byte[32];
        Span<byte> memory = stackalloc byte[BlockCipher.MemoryLength];
        key = key[..protectionKey.Length];
        KeyBlockKeys.Derive(algorithm, protectionKey, KeyBlockKeys.Authentication, key);
        Cmac.ComputeOnce(BlockCipher.Expand(algorithm, key, memory), input.Payload, mac);
        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(memory);
    }

    /// <summary>Cipher block chaining in place; the MAC is the initial value.</summary>
    private static void Encipher(KeyAlgorithm algorithm, ReadOnlySpan<byte> protectionKey, ReadOnlySpan<byte> mac, Span<byte> payload)
    {
        Span<byte> memory = stackalloc byte[BlockCipher.MemoryLength];
        BlockCipher cipher = EncryptionCipher(algorithm, protectionKey, memory);
        ReadOnlySpan<byte> before = mac;
        for (; !payload.IsEmpty; payload = payload[mac.Length..])
        {
            Span<byte> block = payload[..mac.Length];
            Xor(block, before);
            cipher.Encrypt(block);
            before = block;
        }
        CryptographicOperations.ZeroMemory(memory);
    }

    private static void Decipher(KeyAlgorithm algorithm, ReadOnlySpan<byte> protectionKey, ReadOnlySpan<byte> mac, Span<byte> payload)
    {
        Span<byte> memory = stackalloc byte[BlockCipher.MemoryLength];
        BlockCipher cipher = EncryptionCipher(algorithm, protectionKey, memory);
        for (int start = payload.Length - mac.Length; start >= 0; start -= mac.Length)
        {
            Span<byte> block = payload.Slice(start, mac.Length);
            cipher.Decrypt(block);
            Xor(block, start == 0 ? mac : payload.Slice(start - mac.Length, mac.Length));
        }
        CryptographicOperations.ZeroMemory(memory);
    }

    private static BlockCipher EncryptionCipher(KeyAlgorithm algorithm, ReadOnlySpan<byte> protectionKey, Span<byte> memory)
    {
        Span<byte> key = stackalloc byte[32];
        key = key[..protectionKey.Length];
        KeyBlockKeys.Derive(algorithm, protectionKey, KeyBlockKeys.Encryption, key);
        BlockCipher cipher = BlockCipher.Expand(algorithm, key, memory);
        CryptographicOperations.ZeroMemory(key);
        return cipher;
    }

    private static void Xor(Span<byte> block, ReadOnlySpan<byte> other)
    {
        for (int i = 0; i < block.Length; i++) block[i] ^= other[i];
    }
}
