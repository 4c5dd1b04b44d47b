namespace CardSwitch.Security;

/// <summary>
/// Enciphers and deciphers PIN blocks: formats 0, 1 and 3 as one block of Triple DES, format 4 in two steps of AES with the
/// card number added between them (ISO 9564-1:2017, 9.4).
/// </summary>
internal static class PinCipher
{
    /// <summary>Whether a cipher is the one of a format.</summary>
    internal static bool Fits(PinBlockFormat format, KeyAlgorithm algorithm) =>
        algorithm == (format == PinBlockFormat.Format4 ? KeyAlgorithm.Aes : KeyAlgorithm.Tdes);

    /// <summary>Enciphers a clear block (of format 4 its PIN field) in place.</summary>
    internal static void Encipher(in BlockCipher cipher, PinBlockFormat format, ReadOnlySpan<byte> pan, Span<byte> block)
    {
        cipher.Encrypt(block);
        if (format != PinBlockFormat.Format4) return;
        AddPan(block, pan);
        cipher.Encrypt(block);
    }

    /// <summary>Deciphers a block in place, of format 4 to its PIN field.</summary>
    internal static void Decipher(in BlockCipher cipher, PinBlockFormat format, ReadOnlySpan<byte> pan, Span<byte> block)
    {
        cipher.Decrypt(block);
        if (format != PinBlockFormat.Format4) return;
        AddPan(block, pan);
        cipher.Decrypt(block);
    }

    private static void AddPan(Span<byte> block, ReadOnlySpan<byte> pan)
    {
        Span<byte> field = stackalloc byte[16];
        PinField.WritePanField(pan, field);
        for (int i = 0; i < field.Length; i++) block[i] ^= field[i];
    }
}
