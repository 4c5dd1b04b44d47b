namespace CardSwitch.Iso8583;

/// <summary>How a value shorter than its fixed length is filled when it is written. Reading never removes padding.</summary>
/// <param name="Side">Where the fill stands.</param>
/// <param name="Fill">The character that fills, as it is in the plain value: 20 to 7E.</param>
public readonly record struct Padding(PaddingSide Side, char Fill)
{
    /// <summary>A shorter value is refused.</summary>
    public static Padding None => default;

    /// <summary>Zeros in front: numbers.</summary>
    public static Padding LeftZero => new(PaddingSide.Left, '0');

    /// <summary>Blanks behind: text.</summary>
    public static Padding RightSpace => new(PaddingSide.Right, ' ');

    /// <summary>Whether shorter values are refused.</summary>
    public bool IsNone => Side == PaddingSide.None;

    /// <summary>Fills the longer destination with a value and what is to stand before or behind it.</summary>
    internal void Apply(ReadOnlySpan<byte> value, Span<byte> full)
    {
        int missing = full.Length - value.Length;
        bool isLeft = Side == PaddingSide.Left;
        value.CopyTo(isLeft ? full[missing..] : full);
        (isLeft ? full[..missing] : full[value.Length..]).Fill((byte)Fill);
    }

    /// <summary>As spec files write it: <c>none</c>, <c>left 0</c>, <c>right space</c>.</summary>
    public override string ToString() => Side switch
    {
        PaddingSide.None => "none",
        PaddingSide.Left => "left " + Name,
        _ => "right " + Name,
    };

    private string Name => Fill == ' ' ? "space" : Fill.ToString();
}
