namespace CardSwitch.Security;

/// <summary>One side of a PIN translation: a zone key, or the base derivation key and the terminal's serial number of DUKPT.</summary>
/// <param name="key">
/// A key of the usage <see cref="KeyUsage.PinEncryption"/>, or of <see cref="KeyUsage.BaseDerivationKey"/> with DUKPT.
/// </param>
/// <param name="format">The format of the block.</param>
public readonly ref struct PinSide(KeyHandle key, PinBlockFormat format)
{
    /// <summary>The key.</summary>
    public KeyHandle Key { get; } = key;

    /// <summary>The format.</summary>
    public PinBlockFormat Format { get; } = format;

    /// <summary>The key serial number of the terminal: 8 or 10 bytes for TDES DUKPT, 12 for AES DUKPT; empty without DUKPT.</summary>
    public ReadOnlySpan<byte> Ksn { get; init; }
}
