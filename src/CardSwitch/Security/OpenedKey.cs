using System.Security.Cryptography;

namespace CardSwitch.Security;

/// <summary>The clear payload of a key block, in memory that is never moved; zeroed by <see cref="Dispose"/>.</summary>
internal sealed class OpenedKey(int length) : IDisposable
{
    internal byte[] Payload { get; } = GC.AllocateArray<byte>(length, pinned: true);

    /// <summary>Bytes of the key behind the two of its length.</summary>
    internal int KeyLength { get; set; }

    internal ReadOnlySpan<byte> Key => Payload.AsSpan(2, KeyLength);

    public void Dispose() => CryptographicOperations.ZeroMemory(Payload);
}
