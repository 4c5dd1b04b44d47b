using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using CardSwitch.Security;
using FsCheck;
using FsCheck.Fluent;

namespace CardSwitch.Tests.Security;

/// <summary>The ciphers agree with those of the base class library for any key and block.</summary>
public sealed class BlockCipherTests
{
    [Theory]
    [InlineData(KeyAlgorithm.Des, 8)]
    [InlineData(KeyAlgorithm.Tdes, 16)]
    [InlineData(KeyAlgorithm.Tdes, 24)]
    [InlineData(KeyAlgorithm.Aes, 16)]
    [InlineData(KeyAlgorithm.Aes, 24)]
    [InlineData(KeyAlgorithm.Aes, 32)]
    public void A_block_is_enciphered_and_deciphered_as_the_library_does(KeyAlgorithm algorithm, int keyLength)
    {
        Arbitrary<byte[]> bytes = Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(keyLength + 16).ToArbitrary();
        Prop.ForAll(bytes, both =>
        {
            byte[] key = both[..keyLength];
            int length = algorithm == KeyAlgorithm.Aes ? 16 : 8;
            byte[] block = both.AsSpan(keyLength, length).ToArray();
            using SymmetricAlgorithm library = LibraryCipher.Create(algorithm, key);
            byte[] expected = library.EncryptEcb(block, PaddingMode.None);
            Span<byte> memory = stackalloc byte[BlockCipher.MemoryLength];
            BlockCipher cipher = BlockCipher.Expand(algorithm, key, memory);
            byte[] result = [.. block];
            cipher.Encrypt(result);
            Assert.Equal(expected, result);
            cipher.Decrypt(result);
            Assert.Equal(block, result);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(16)]
    [InlineData(24)]
    [InlineData(32)]
    public void AES_is_the_same_with_the_processors_instructions_and_without(int keyLength)
    {
        if (!AesInstructions.AreThere) return;
        byte[] key = Enumerable.Range(7, keyLength).Select(i => (byte)(31 * i)).ToArray();
        byte[] message = Enumerable.Range(0, 48 * 16).Select(i => (byte)(i * i)).ToArray();
        var roundKeys = new Vector128<byte>[AesInstructions.RoundKeys(keyLength)];
        AesInstructions.Expand(key, roundKeys);
        Vector128<byte> block = MemoryMarshal.Cast<byte, Vector128<byte>>(message)[1];
        Assert.Equal(AesLibrary.Encrypt(key, block), AesInstructions.Encrypt(roundKeys, block));
        Assert.Equal(AesLibrary.Decrypt(key, block), AesInstructions.Decrypt(roundKeys, block));
        Vector128<byte> one = block;
        Vector128<byte> other = block;
        AesLibrary.Chain(key, ref one, message);
        AesInstructions.Chain(roundKeys, ref other, message);
        Assert.Equal(one, other);
    }

    [Fact]
    public void Halves_that_are_equal_are_single_DES()
    {
        byte[] half = Convert.FromHexString("0123456789ABCDEF");
        Span<byte> memory = stackalloc byte[BlockCipher.MemoryLength];
        byte[] single = new byte[8];
        byte[] triple = new byte[8];
        BlockCipher.Expand(KeyAlgorithm.Des, half, memory).Encrypt(single);
        BlockCipher.Expand(KeyAlgorithm.Tdes, [.. half, .. half], memory).Encrypt(triple);
        Assert.Equal(single, triple);
    }
}
