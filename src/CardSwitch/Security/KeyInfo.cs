namespace CardSwitch.Security;

/// <summary>What may be told about a key.</summary>
/// <param name="Usage">What it may be used for.</param>
/// <param name="Algorithm">Its cipher.</param>
/// <param name="Bits">Its length with parity bits: 64, 128, 192 or 256.</param>
/// <param name="CheckValue">
/// The key check value as hexadecimal digits: AES, 10 of CMAC over an empty block of zeros; DES and TDES, 6 of a block of
/// zeros enciphered (ANSI X9.24-1, annex A).
/// </param>
public sealed record KeyInfo(KeyUsage Usage, KeyAlgorithm Algorithm, int Bits, string CheckValue);
