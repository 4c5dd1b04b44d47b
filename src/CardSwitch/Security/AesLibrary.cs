using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace CardSwitch.Security;

/// <summary>
/// AES by the base class library, for processors without AES instructions that <see cref="AesInstructions"/> knows. Each
/// operation takes the key anew, so that nothing need be locked and no copy outlives the call; it allocates and is slower.
/// </summary>
internal static class AesLibrary
{
    internal static Vector128<byte> Encrypt(ReadOnlySpan<byte> key, Vector128<byte> block)
    {
        using Aes aes = Aes.Create();
        aes.SetKey(key);
        Span<byte> bytes = stackalloc byte[16];
        block.CopyTo(bytes);
        aes.EncryptEcb(bytes, bytes, PaddingMode.None);
        return Vector128.Create<byte>(bytes);
    }

    internal static Vector128<byte> Decrypt(ReadOnlySpan<byte> key, Vector128<byte> block)
    {
        using Aes aes = Aes.Create();
        aes.SetKey(key);
        Span<byte> bytes = stackalloc byte[16];
        block.CopyTo(bytes);
        aes.DecryptEcb(bytes, bytes, PaddingMode.None);
        return Vector128.Create<byte>(bytes);
    }

    internal static void Chain(ReadOnlySpan<byte> key, ref Vector128<byte> chain, ReadOnlySpan<byte> blocks)
    {
        using Aes aes = Aes.Create();
        aes.SetKey(key);
        Span<byte> last = stackalloc byte[16];
        Span<byte> results = stackalloc byte[512];
        chain.CopyTo(last);
        while (!blocks.IsEmpty)
        {
            ReadOnlySpan<byte> some = blocks[..Math.Min(blocks.Length, results.Length)];
            aes.EncryptCbc(some, last, results, PaddingMode.None);
            results.Slice(some.Length - 16, 16).CopyTo(last);
            blocks = blocks[some.Length..];
        }
        chain = Vector128.Create<byte>(last);
    }
}
