namespace CardSwitch.Iso8583;

/// <summary>Where an element stands: its bytes, and what is known of them.</summary>
/// <param name="wire">The bytes of the value.</param>
/// <param name="units">Digits, characters or bytes that it stands for.</param>
/// <param name="shape">How the two relate.</param>
/// <param name="spec">Its specification, or null where it is not known.</param>
/// <param name="inner">The elements within, or null.</param>
internal readonly ref struct SubField(
    ReadOnlySpan<byte> wire, int units, UnitShape shape, FieldSpec? spec, CompositeSpec? inner)
{
    internal readonly ReadOnlySpan<byte> Wire = wire;
    internal readonly int Units = units;
    internal readonly UnitShape Shape = shape;
    internal readonly FieldSpec? Spec = spec;
    internal readonly CompositeSpec? Inner = inner;

    /// <summary>Whether its units are bytes, and their text hexadecimal.</summary>
    internal bool IsBinary => Spec is null or { Content: ContentClass.Binary };

    /// <summary>The current element of a walk over this container.</summary>
    internal static SubField Of(scoped in SubFieldWalk walk, ReadOnlySpan<byte> container)
    {
        FieldSlot slot = walk.Slot;
        return new SubField(
            container.Slice(slot.Value, slot.Length), slot.Units, walk.Shape, walk.Spec, walk.Inner);
    }

    /// <summary>The plain value, in the destination's first bytes; false when it does not fit or is none.</summary>
    internal bool TryCopy(Span<byte> destination, out int written)
    {
        written = 0;
        if (Units > destination.Length || !ValueCodec.TryDecode(Shape, Wire, Units, destination)) return false;
        written = Units;
        return true;
    }
}
