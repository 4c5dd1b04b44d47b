namespace CardSwitch.Iso8583;

/// <summary>Where the bitmap of fields 129 to 192 stands, if a format has one.</summary>
public readonly record struct TertiaryBitmap
{
    /// <summary>The data element that holds it: 0 when there is none, 1 when it follows the secondary bitmap.</summary>
    internal int Place { get; private init; }

    /// <summary>There is none: fields end at 128. The default.</summary>
    public static TertiaryBitmap None => default;

    /// <summary>It follows the secondary bitmap when bit 65 is set, which then is no data element.</summary>
    public static TertiaryBitmap Follows => new() { Place = 1 };

    /// <summary>It is the value of a data element, 2 to 128, of eight bytes, present when any of its fields is.</summary>
    public static TertiaryBitmap InField(int field)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(field, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(field, 128);
        return new TertiaryBitmap { Place = field };
    }

    /// <summary>Whether it follows the secondary bitmap.</summary>
    public bool IsFollowing => Place == 1;

    /// <summary>The data element that holds it, or 0.</summary>
    public int Field => Place > 1 ? Place : 0;

    /// <summary>The bit that announces it: 65, that of the data element, or 0.</summary>
    internal int Bit => Place == 1 ? 65 : Place;

    /// <summary>As spec files write it: <c>none</c>, <c>follows</c>, <c>field 65</c>.</summary>
    public override string ToString() => Place switch { 0 => "none", 1 => "follows", _ => $"field {Place}" };
}
