namespace CardSwitch.Iso8583;

/// <summary>
/// One data element of a format: what the standard says of it (name, content, length) and how it stands on the wire
/// (encoding, length prefix, padding). The last three are independent of each other and combine freely.
/// </summary>
/// <param name="Name">The element's name in the standard.</param>
/// <param name="Content">The characters that it may hold.</param>
/// <param name="Length">Its length rule, in digits, characters or (for <see cref="ContentClass.Binary"/>) bytes.</param>
/// <param name="Encoding">How its units stand on the wire.</param>
/// <param name="Prefix">How the length digits stand on the wire; of no effect without a prefix.</param>
/// <param name="Padding">How a short value is filled; of no effect on a field of variable length.</param>
/// <param name="Sensitivity">How it is shown to people.</param>
public sealed record FieldSpec(
    string Name,
    ContentClass Content,
    FieldLength Length,
    FieldEncoding Encoding,
    PrefixEncoding Prefix = PrefixEncoding.Ascii,
    Padding Padding = default,
    Sensitivity Sensitivity = Sensitivity.None)
{
    /// <summary>What the length prefix counts; of no effect without a prefix.</summary>
    public PrefixCounts PrefixCounts { get; init; }

    /// <summary>Whether the length prefix counts its own bytes too.</summary>
    public bool PrefixCountsItself { get; init; }

    /// <summary>
    /// The layout of a date or time, such as <c>MMDDhhmmss</c> or <c>CCYYMMDD</c>, one letter a digit; null for any other
    /// element. A parser does not look at it.
    /// </summary>
    public string? Date { get; init; }

    /// <summary>
    /// The elements that stand within the plain value, or null. They are found when they are read, and cost nothing
    /// before.
    /// </summary>
    public CompositeSpec? Composite { get; init; }

    /// <summary>The attribute in the standard's notation, such as <c>n 12</c> or <c>ans ...999</c>.</summary>
    public string Attribute => $"{Content.Mark()} {Length}";
}
