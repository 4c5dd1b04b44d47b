using System.Security.Cryptography;

namespace CardSwitch.Security;

/// <summary>
/// Takes a PIN from one zone to another (PCI PIN Security 3.1, requirement 3-3). What the rules forbid is refused before
/// anything is deciphered; whatever is wrong with a block has one answer. The card number is one for both sides, so that a
/// translation that changes it cannot even be asked for.
/// </summary>
internal static class PinTranslation
{
    /// <summary>Whether a PIN may go from a block of one format into one of another.</summary>
    internal static bool IsAllowed(PinBlockFormat from, PinBlockFormat to) => from switch
    {
        PinBlockFormat.Format0 or PinBlockFormat.Format3 or PinBlockFormat.Format4 =>
            to is PinBlockFormat.Format0 or PinBlockFormat.Format3 or PinBlockFormat.Format4,
        PinBlockFormat.Format1 =>
            to is PinBlockFormat.Format0 or PinBlockFormat.Format1 or PinBlockFormat.Format3 or PinBlockFormat.Format4,
        _ => false,
    };

    internal static CryptoStatus Translate(
        SecretKey source, in PinSide from, ReadOnlySpan<byte> block, SecretKey target, in PinSide to,
        ReadOnlySpan<byte> pan, Span<byte> result, out int written)
    {
        written = 0;
        bool dukpt = !from.Ksn.IsEmpty;
        if (!IsAllowed(from.Format, to.Format) || !MaySend(source, from, dukpt) || !MayTake(target, to)) return CryptoStatus.Refused;
        if (block.Length != PinField.Length(from.Format) || !PinField.IsPan(pan)) return CryptoStatus.Invalid;
        if (dukpt && !IsUsable(source, from.Ksn)) return CryptoStatus.Invalid;
        int length = PinField.Length(to.Format);
        if (result.Length < length) throw new ArgumentException("There is no room for the block.", nameof(result));

        Span<byte> clear = stackalloc byte[16];
        Span<byte> pin = stackalloc byte[PinField.LongestPin];
        clear = clear[..block.Length];
        block.CopyTo(clear);
        if (dukpt) DecipherWithDukpt(source, from, pan, clear);
        else PinCipher.Decipher(source.Cipher, from.Format, pan, clear);
        bool right = PinField.TryDecode(from.Format, clear, pan, pin, out int digits);
        CryptographicOperations.ZeroMemory(clear);
        if (right)
        {
            Encipher(target, to.Format, pan, pin[..digits], result[..length]);
            written = length;
        }
        CryptographicOperations.ZeroMemory(pin);
        return right ? CryptoStatus.Ok : CryptoStatus.Invalid;
    }

    /// <summary>A zone key of the format's cipher, or with DUKPT a base derivation key whose working keys may be of it.</summary>
    private static bool MaySend(SecretKey key, in PinSide side, bool dukpt)
    {
        if (!dukpt)
        {
            return KeyPolicy.Allows(key.Info.Usage, key.Mode, KeyOperation.DecryptPin) && PinCipher.Fits(side.Format, key.Info.Algorithm);
        }
        return KeyPolicy.Allows(key.Info.Usage, key.Mode, KeyOperation.DeriveDukpt)
            && (key.Info.Algorithm == KeyAlgorithm.Aes || side.Format != PinBlockFormat.Format4);
    }

    private static bool MayTake(SecretKey key, in PinSide side) =>
        side.Ksn.IsEmpty && KeyPolicy.Allows(key.Info.Usage, key.Mode, KeyOperation.EncryptPin)
        && PinCipher.Fits(side.Format, key.Info.Algorithm);

    private static bool IsUsable(SecretKey baseKey, ReadOnlySpan<byte> ksn) =>
        baseKey.Info.Algorithm == KeyAlgorithm.Aes ? AesDukpt.IsUsable(ksn) : TdesDukpt.IsUsable(ksn);

    /// <summary>
    /// The terminal's PIN key of this transaction: of TDES DUKPT always two-key Triple DES; of AES DUKPT the same for formats 0,
    /// 1 and 3, and AES as long as the base key for format 4.
    /// </summary>
    private static void DecipherWithDukpt(SecretKey baseKey, in PinSide side, ReadOnlySpan<byte> pan, Span<byte> block)
    {
        Span<byte> key = stackalloc byte[AesDukpt.MaximumKeyLength];
        Span<byte> memory = stackalloc byte[BlockCipher.MemoryLength];
        bool aes = side.Format == PinBlockFormat.Format4;
        key = key[..(aes ? baseKey.Key.Length : TdesDukpt.KeyLength)];
        if (baseKey.Info.Algorithm == KeyAlgorithm.Tdes)
        {
            TdesDukpt.DeriveWorkingKey(baseKey.Key, side.Ksn, TdesDukptUse.Pin, key);
        }
        else
        {
            AesDukptKeyType type = aes ? AesDukpt.TypeOf(key.Length) : AesDukptKeyType.Tdes128;
            AesDukpt.DeriveWorkingKey(baseKey.Key, side.Ksn, AesDukptUse.Pin, type, key);
        }
        BlockCipher cipher = BlockCipher.Expand(aes ? KeyAlgorithm.Aes : KeyAlgorithm.Tdes, key, memory);
        PinCipher.Decipher(cipher, side.Format, pan, block);
        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(memory);
    }

    private static void Encipher(
        SecretKey key, PinBlockFormat format, ReadOnlySpan<byte> pan, ReadOnlySpan<byte> pin, Span<byte> block)
    {
        Span<byte> fill = stackalloc byte[16];
        fill = fill[..PinField.FillLength(format, pin.Length)];
        PinField.MakeFill(format, fill);
        PinField.TryEncode(format, pin, pan, fill, block);
        PinCipher.Encipher(key.Cipher, format, pan, block);
        CryptographicOperations.ZeroMemory(fill);
    }
}
