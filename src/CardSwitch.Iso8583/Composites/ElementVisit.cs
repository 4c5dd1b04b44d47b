using System.Buffers;

namespace CardSwitch.Iso8583;

/// <summary>Shows all elements within a value, and those within them, to a visitor.</summary>
internal static class ElementVisit
{
    /// <summary>Deeper than any network nests; what stands deeper is shown as bytes.</summary>
    internal const int MaxDepth = 64;

    internal static void Run<TVisitor>(
        scoped in SubField element, ref TVisitor visitor, ParseChecks checks = ParseChecks.Structure, int depth = 0)
        where TVisitor : struct, IElementVisitor
    {
        if (element.Inner is null || depth == MaxDepth) return;
        if (element.Shape == UnitShape.ByteEach)
        {
            Walk(element.Inner, element.Wire, ref visitor, checks, depth);
            return;
        }
        byte[] plain = ArrayPool<byte>.Shared.Rent(element.Units);
        try
        {
            if (element.TryCopy(plain, out int length)) Walk(element.Inner, plain.AsSpan(0, length), ref visitor, checks, depth);
        }
        finally
        {
            plain.AsSpan(0, element.Units).Clear();
            ArrayPool<byte>.Shared.Return(plain, clearArray: true);
        }
    }

    private static void Walk<TVisitor>(
        CompositeSpec composite, ReadOnlySpan<byte> container, ref TVisitor visitor, ParseChecks checks, int depth)
        where TVisitor : struct, IElementVisitor
    {
        var walk = new SubFieldWalk(composite, container, checks);
        while (walk.MoveNext())
        {
            SubField element = SubField.Of(in walk, container);
            if (!visitor.Enter(walk.KeyText, element)) continue;
            Run(element, ref visitor, checks, depth + 1);
            visitor.Leave();
        }
        if (walk.Error != ParseError.None) visitor.Fail(walk.Place >= 0 ? walk.KeyText : "", walk.Error, walk.ErrorAt);
    }
}
