namespace CardSwitch.Security;

/// <summary>
/// Does what needs secret keys, which it alone holds: a hardware security module, or a software one. Keys come in
/// as key blocks and are named by handles; no operation gives key bytes or a clear PIN. Safe for use by several threads
/// at once. Every implementation passes the same contract tests.
/// </summary>
public interface ICryptoProvider : IDisposable
{
    /// <summary>What it is, for logs, status and reports; one that is not hardware says "not an HSM".</summary>
    string Description { get; }

    /// <summary>
    /// Takes in a key as a TR-31 key block (version D, or B) under the provider's protection key: usage, algorithm and mode of use
    /// of its header are enforced from then on.
    /// </summary>
    /// <param name="keyBlock">The block as characters, header and authenticator included.</param>
    /// <exception cref="CryptoException">It is altered, under another key, or of a usage or version that is not taken.</exception>
    KeyHandle Import(ReadOnlySpan<char> keyBlock);

    /// <summary>What may be told about a key.</summary>
    /// <exception cref="CryptoException">There is no such key.</exception>
    KeyInfo Describe(KeyHandle key);

    /// <summary>Forgets a key and zeroes it; of no effect where there is none.</summary>
    void Destroy(KeyHandle key);

    /// <summary>Computes a MAC, cut from the right to the length of <paramref name="mac"/> (4 or 8 bytes).</summary>
    CryptoStatus GenerateMac(KeyHandle key, MacAlgorithm algorithm, ReadOnlySpan<byte> data, Span<byte> mac);

    /// <summary>Compares a MAC of 4 or 8 bytes in fixed time; <see cref="CryptoStatus.Invalid"/> when it is wrong.</summary>
    CryptoStatus VerifyMac(KeyHandle key, MacAlgorithm algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> mac);

    /// <summary>
    /// Reads a PIN block and enciphers its PIN anew for another zone (PCI PIN 3-3): 0, 3 and 4 among each other for the same
    /// card number; 1 to 0, 1, 3 or 4; never to 1 from another.
    /// </summary>
    /// <param name="from">Where the block comes from.</param>
    /// <param name="block">The enciphered block: 8 bytes, 16 of format 4.</param>
    /// <param name="to">Where it goes to: no DUKPT.</param>
    /// <param name="pan">The digits of the card number (DE 2) as ASCII characters, check digit included.</param>
    /// <param name="result">Gets the new block; 16 bytes are always enough.</param>
    /// <param name="written">8 or 16; 0 unless <see cref="CryptoStatus.Ok"/>.</param>
    CryptoStatus TranslatePin(
        in PinSide from, ReadOnlySpan<byte> block, in PinSide to, ReadOnlySpan<byte> pan, Span<byte> result, out int written);
}
