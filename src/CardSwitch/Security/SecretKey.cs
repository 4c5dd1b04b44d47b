using System.Security.Cryptography;

namespace CardSwitch.Security;

/// <summary>
/// A key in the software provider: its bytes, round keys and CMAC subkeys, in one array that the garbage collector never
/// moves, so that zeroing it leaves no copy. Nothing in it changes while it is in use; a key that is closed under its users
/// is zeroed by the last of them, so that no MAC is ever made or compared with half a key.
/// </summary>
internal sealed class SecretKey
{
    private const int MaximumLength = 32;
    private const int Closed = 1 << 30;

    private readonly byte[] memory = GC.AllocateArray<byte>(MaximumLength + BlockCipher.MemoryLength + Cmac.SubkeysLength, pinned: true);

    private readonly int length;

    /// <summary>Users now, and <see cref="Closed"/>.</summary>
    private int state;

    internal SecretKey(KeyUsage usage, KeyAlgorithm algorithm, KeyMode mode, ReadOnlySpan<byte> key)
    {
        length = key.Length;
        Mode = mode;
        key.CopyTo(memory);
        BlockCipher cipher = BlockCipher.Expand(algorithm, key, memory.AsSpan(MaximumLength, BlockCipher.MemoryLength));
        Cmac.MakeSubkeys(cipher, memory.AsSpan(MaximumLength + BlockCipher.MemoryLength));
        Info = new KeyInfo(usage, algorithm, 8 * key.Length, CheckValue.Of(cipher));
    }

    internal KeyInfo Info { get; }

    internal KeyMode Mode { get; }

    internal ReadOnlySpan<byte> Key => memory.AsSpan(0, length);

    internal BlockCipher Cipher => BlockCipher.Over(Info.Algorithm, length, memory.AsSpan(MaximumLength, BlockCipher.MemoryLength));

    internal ReadOnlySpan<byte> Subkeys => memory.AsSpan(MaximumLength + BlockCipher.MemoryLength);

    /// <summary>All that it holds, for the test that it is zeroed.</summary>
    internal ReadOnlySpan<byte> Memory => memory;

    /// <summary>Keeps the key from being zeroed until <see cref="Leave"/>; false when it is closed.</summary>
    internal bool TryEnter()
    {
        if (Interlocked.Increment(ref state) < Closed) return true;
        Leave();
        return false;
    }

    internal void Leave()
    {
        if (Interlocked.Decrement(ref state) == Closed) CryptographicOperations.ZeroMemory(memory);
    }

    /// <summary>Lets nobody else in, and zeroes the key when the last user has left.</summary>
    internal void Close()
    {
        int before = Interlocked.Or(ref state, Closed);
        if (before == 0) CryptographicOperations.ZeroMemory(memory);
    }
}
