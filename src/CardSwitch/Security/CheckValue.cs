namespace CardSwitch.Security;

/// <summary>Key check values (ANSI X9.24-1:2017, annex A): enough to see that two hold the same key, too little to find it.</summary>
internal static class CheckValue
{
    /// <summary>AES: 5 bytes of the CMAC of one block of zeros. DES and Triple DES: 3 bytes of a block of zeros enciphered.</summary>
    internal static string Of(in BlockCipher cipher) => cipher.Algorithm == KeyAlgorithm.Aes ? OfCmac(cipher) : OfZeros(cipher);

    internal static string OfCmac(in BlockCipher cipher)
    {
        Span<byte> zeros = stackalloc byte[BlockCipher.MaximumBlockLength];
        Span<byte> value = stackalloc byte[5];
        zeros.Clear();
        Cmac.ComputeOnce(cipher, zeros[..cipher.BlockLength], value);
        return Convert.ToHexString(value);
    }

    internal static string OfZeros(in BlockCipher cipher)
    {
        Span<byte> block = stackalloc byte[BlockCipher.MaximumBlockLength];
        block.Clear();
        cipher.Encrypt(block[..cipher.BlockLength]);
        return Convert.ToHexString(block[..3]);
    }
}
