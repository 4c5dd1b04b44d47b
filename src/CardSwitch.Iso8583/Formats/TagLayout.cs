namespace CardSwitch.Iso8583;

/// <summary>How tags of fixed width stand in a field (<see cref="CompositeKind.Tagged"/>).</summary>
/// <param name="Width">Characters or digits of the tag, 1 to 8; of a binary tag hexadecimal digits, an even number.</param>
/// <param name="Encoding">Ascii, one of the Ebcdic, Bcd (two digits a byte) or Binary (two hexadecimal digits a byte).</param>
public sealed record TagLayout(int Width, FieldEncoding Encoding)
{
    /// <summary>Whether the length stands before the tag.</summary>
    public bool AfterLength { get; init; }

    /// <summary>Whether the length, which stands before the tag, counts the tag's bytes too.</summary>
    public bool IsCounted { get; init; }
}
