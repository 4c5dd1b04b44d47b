using System.Buffers;

namespace CardSwitch.Iso8583;

/// <summary>
/// Follows a path into a field, walking each composite only as far as the element that is looked for. Where a container
/// stands in its plain form, as most do, nothing is copied; else its plain value is made for the time of the search.
/// </summary>
internal static class PathReader
{
    /// <summary>Finds the element of the steps and uses it; false when there is none or it cannot be used.</summary>
    internal static bool TryUse<TUse>(scoped in SubField field, ReadOnlySpan<SubFieldKey> steps, ref TUse use)
        where TUse : struct, ISubFieldUse, allows ref struct
    {
        if (steps.IsEmpty) return use.Use(field);
        if (field.Inner is not { } inner || !steps[0].TryGet(inner.Kind, out ulong key)) return false;
        if (field.Shape == UnitShape.ByteEach) return TryStep(inner, field.Wire, key, steps, ref use);

        byte[] plain = ArrayPool<byte>.Shared.Rent(field.Units);
        try
        {
            return field.TryCopy(plain, out int length) && TryStep(inner, plain.AsSpan(0, length), key, steps, ref use);
        }
        finally
        {
            plain.AsSpan(0, field.Units).Clear();
            ArrayPool<byte>.Shared.Return(plain, clearArray: true);
        }
    }

    private static bool TryStep<TUse>(
        CompositeSpec inner, ReadOnlySpan<byte> container, ulong key, ReadOnlySpan<SubFieldKey> steps, ref TUse use)
        where TUse : struct, ISubFieldUse, allows ref struct
    {
        var walk = new SubFieldWalk(inner, container, ParseChecks.Structure);
        return walk.MoveTo(key) && TryUse(SubField.Of(in walk, container), steps[1..], ref use);
    }
}
