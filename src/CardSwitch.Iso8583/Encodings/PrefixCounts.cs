namespace CardSwitch.Iso8583;

/// <summary>What the number in a length prefix counts.</summary>
public enum PrefixCounts : byte
{
    /// <summary>The value's units: digits of numbers, characters of text, bytes of binary elements.</summary>
    Units,

    /// <summary>
    /// Bytes on the wire. Of packed digits an F in the place of the fill nibble tells an odd number of them; with a fill
    /// of zero the number of digits is always even.
    /// </summary>
    Bytes,

    /// <summary>Half bytes on the wire: always twice the bytes.</summary>
    Nibbles,
}
