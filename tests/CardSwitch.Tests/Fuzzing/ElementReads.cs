using CardSwitch.Iso8583;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Fuzzing;

/// <summary>The elements of a message's fields, all in their order and some by path, as the slow twin finds them.</summary>
internal static class ElementReads
{
    private static readonly string[] Strangers = ["1", "9F02", "01", "tlv", "71.2", "70.9F26"];

    /// <summary>Ways into a field: to what is known two levels deep, and to what may not be there at all.</summary>
    public static IEnumerable<FieldPath> PathsOf(int field, FieldSpec spec)
    {
        if (spec.Composite is not { } composite) return [];
        IEnumerable<string> known = composite.Fields.SelectMany(element =>
            (element.Spec.Composite?.Fields ?? []).Take(3).Select(inner => $"{element.Key}.{inner.Key}").Append(element.Key));
        return known.Take(12).Concat(Strangers).Select(way => FieldPath.Parse($"{field}.{way}"));
    }

    public static void Compare(MessageView view, FieldPath[] paths)
    {
        for (int field = 2; field <= Bitmap.MaxField; field++)
        {
            if (!view.Has(field) || view.Format[field]?.Composite is not { } composite) continue;
            SubField element = view.ElementOf(field);
            var plain = new byte[element.Units];
            if (!element.TryCopy(plain, out _)) plain = null;
            string expected = plain is null ? "" : SlowElements.Of(composite, plain, ParseChecks.Structure);
            var lines = new List<string>();
            var visitor = new ElementLines(lines);
            ElementVisit.Run(element, ref visitor);
            Assert.Equal(expected, string.Join('\n', lines));
            foreach (FieldPath path in paths)
            {
                if (path.Field == field) Compare(view, path, composite, plain);
            }
        }
    }

    private static void Compare(MessageView view, FieldPath path, CompositeSpec composite, byte[]? container)
    {
        string[] keys = path.ToString().Split('.')[1..];
        // Packed, an element has more digits than the field has bytes, and once more within it.
        Span<byte> copy = new byte[4 * view.Units(path.Field)];
        bool isCopied = view.TryCopy(path, copy, out int length);
        view.TryGetInt64(path, out _);
        Assert.True(isCopied == view.GetText(path) is not null, $"{path}: copied, but no text, or the reverse");
        Assert.True(view.Has(path) == view.MaskedText(path) is not null, $"{path}: there, but not shown, or the reverse");

        SlowElement? element = null;
        bool isSure = true;
        CompositeSpec? within = composite;
        foreach (string key in keys)
        {
            if (within is null || container is null) return;
            SlowContainer all = SlowElements.Read(within, container);

            // Looking for a tag, the reader passes over others however unsound.
            isSure &= all.Fault == ParseError.None || within.Kind != CompositeKind.BerTlv;
            bool isNumbered = within.Kind is not (CompositeKind.BerTlv or CompositeKind.Datasets or CompositeKind.Tagged);
            element = all.Elements.Find(one => one.Key == key || (isNumbered && one.Key.PadLeft(4, '0') == key.PadLeft(4, '0')));
            if (element is null) break;
            (within, container) = (element.Inner, element.Plain);
        }
        if (element is null && !isSure) return;
        Assert.True(view.Has(path) == element is not null, $"{path}: the slow twin finds {element}");
        string expected = element?.Plain is { } plain ? Convert.ToHexString(plain) : "none";
        Assert.True(expected == (isCopied ? Convert.ToHexString(copy[..length]) : "none"), $"{path}: the slow twin reads {expected}");
    }
}
