namespace CardSwitch.Iso8583;

/// <summary>How a value shorter than its fixed length is filled when it is written. Reading never removes padding.</summary>
public enum Padding : byte
{
    /// <summary>A shorter value is refused.</summary>
    None,

    /// <summary>Zeros in front: numbers.</summary>
    LeftZero,

    /// <summary>Blanks behind: text.</summary>
    RightSpace,
}
