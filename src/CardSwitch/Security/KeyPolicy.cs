using System.Buffers.Binary;

namespace CardSwitch.Security;

/// <summary>
/// What the header of a key block permits (ANSI X9.143, tables 6 to 8): which algorithms, lengths and modes of use go with a
/// usage, and which operations with these.
/// </summary>
internal static class KeyPolicy
{
    private const ulong ParityBits = 0x0101010101010101;

    /// <summary>The usage by the two characters of the header; null for one that has no use here.</summary>
    internal static KeyUsage? UsageOf(ReadOnlySpan<char> code) => code switch
    {
        "B0" => KeyUsage.BaseDerivationKey,
        "B1" => KeyUsage.InitialDukptKey,
        "D0" => KeyUsage.DataEncryption,
        "K0" => KeyUsage.KeyEncryption,
        "K1" => KeyUsage.KeyBlockProtection,
        "M1" => KeyUsage.MacAlgorithm1,
        "M3" => KeyUsage.MacAlgorithm3,
        "M6" => KeyUsage.MacCmac,
        "P0" => KeyUsage.PinEncryption,
        _ => null,
    };

    internal static string CodeOf(KeyUsage usage) => usage switch
    {
        KeyUsage.BaseDerivationKey => "B0",
        KeyUsage.InitialDukptKey => "B1",
        KeyUsage.DataEncryption => "D0",
        KeyUsage.KeyEncryption => "K0",
        KeyUsage.KeyBlockProtection => "K1",
        KeyUsage.MacAlgorithm1 => "M1",
        KeyUsage.MacAlgorithm3 => "M3",
        KeyUsage.MacCmac => "M6",
        KeyUsage.PinEncryption => "P0",
        _ => throw new ArgumentOutOfRangeException(nameof(usage)),
    };

    internal static KeyAlgorithm? AlgorithmOf(char code) => code switch
    {
        'A' => KeyAlgorithm.Aes,
        'D' => KeyAlgorithm.Des,
        'T' => KeyAlgorithm.Tdes,
        _ => null,
    };

    internal static char CodeOf(KeyAlgorithm algorithm) => algorithm switch
    {
        KeyAlgorithm.Aes => 'A',
        KeyAlgorithm.Des => 'D',
        KeyAlgorithm.Tdes => 'T',
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
    };

    /// <summary>The widest mode of use of a usage, which new keys get.</summary>
    internal static KeyMode WidestMode(KeyUsage usage) => usage switch
    {
        KeyUsage.BaseDerivationKey or KeyUsage.InitialDukptKey => KeyMode.Derive,
        KeyUsage.MacAlgorithm1 or KeyUsage.MacAlgorithm3 or KeyUsage.MacCmac => KeyMode.GenerateAndVerify,
        _ => KeyMode.Both,
    };

    /// <summary>Whether a mode of use goes with a usage at all.</summary>
    internal static bool Fits(KeyUsage usage, KeyMode mode) => mode == KeyMode.NoRestriction || WidestMode(usage) switch
    {
        KeyMode.Derive => mode is KeyMode.Derive,
        KeyMode.GenerateAndVerify => mode is KeyMode.GenerateAndVerify or KeyMode.Generate or KeyMode.Verify,
        _ => mode is KeyMode.Both or KeyMode.Encrypt or KeyMode.Decrypt,
    };

    /// <summary>Whether a key of so many bytes of an algorithm goes with a usage; single DES is for algorithm 1 alone.</summary>
    internal static bool Fits(KeyUsage usage, KeyAlgorithm algorithm, int length) => BlockCipher.IsLength(algorithm, length) && usage switch
    {
        KeyUsage.MacAlgorithm1 => algorithm is KeyAlgorithm.Des or KeyAlgorithm.Tdes,
        KeyUsage.MacAlgorithm3 => algorithm == KeyAlgorithm.Tdes && length == 16,
        KeyUsage.BaseDerivationKey or KeyUsage.InitialDukptKey =>
            algorithm == KeyAlgorithm.Aes || (algorithm == KeyAlgorithm.Tdes && length == 16),
        _ => algorithm is KeyAlgorithm.Aes or KeyAlgorithm.Tdes,
    };

    /// <summary>
    /// Whether two parts that follow each other in a Triple DES key are the same, parity apart: it then does no more than
    /// single DES.
    /// </summary>
    internal static bool IsDegenerate(KeyAlgorithm algorithm, ReadOnlySpan<byte> key)
    {
        if (algorithm != KeyAlgorithm.Tdes) return false;
        for (int part = 8; part < key.Length; part += 8)
        {
            ulong different = BinaryPrimitives.ReadUInt64BigEndian(key[(part - 8)..]) ^ BinaryPrimitives.ReadUInt64BigEndian(key[part..]);
            if ((different & ~ParityBits) == 0) return true;
        }
        return false;
    }

    internal static bool Allows(KeyUsage usage, KeyMode mode, KeyOperation operation) => operation switch
    {
        KeyOperation.GenerateMac => mode is KeyMode.GenerateAndVerify or KeyMode.Generate or KeyMode.NoRestriction
            && WidestMode(usage) == KeyMode.GenerateAndVerify,
        KeyOperation.VerifyMac => mode is KeyMode.GenerateAndVerify or KeyMode.Verify or KeyMode.NoRestriction
            && WidestMode(usage) == KeyMode.GenerateAndVerify,
        KeyOperation.EncryptPin => usage == KeyUsage.PinEncryption
            && mode is KeyMode.Both or KeyMode.Encrypt or KeyMode.NoRestriction,
        KeyOperation.DecryptPin => usage == KeyUsage.PinEncryption
            && mode is KeyMode.Both or KeyMode.Decrypt or KeyMode.NoRestriction,
        KeyOperation.DeriveDukpt => usage == KeyUsage.BaseDerivationKey && mode is KeyMode.Derive or KeyMode.NoRestriction,
        KeyOperation.OpenKeyBlock => usage == KeyUsage.KeyBlockProtection
            && mode is KeyMode.Both or KeyMode.Decrypt or KeyMode.NoRestriction,
        _ => false,
    };

    /// <summary>Whether a key may be used with a MAC algorithm, by its usage and its own algorithm.</summary>
    internal static bool Allows(KeyInfo key, MacAlgorithm algorithm) => algorithm switch
    {
        MacAlgorithm.AesCmac => key is { Usage: KeyUsage.MacCmac, Algorithm: KeyAlgorithm.Aes },
        MacAlgorithm.TdesCmac => key is { Usage: KeyUsage.MacCmac, Algorithm: KeyAlgorithm.Tdes },
        MacAlgorithm.Algorithm1 => key.Usage == KeyUsage.MacAlgorithm1,
        MacAlgorithm.Algorithm3 => key.Usage == KeyUsage.MacAlgorithm3,
        _ => false,
    };
}
