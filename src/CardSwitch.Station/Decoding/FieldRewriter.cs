using CardSwitch.Iso8583;
using CardSwitch.Station.Building;

namespace CardSwitch.Station.Decoding;

/// <summary>Tells whether a field may be shown by the elements within it, so that nothing of it is lost.</summary>
internal sealed class FieldRewriter(MessageFormat format)
{
    // Each element is put behind all before it, which takes longer the more there are; no network has so many.
    private const int MostElements = 500;

    private readonly FieldStage stage = new(format);
    private int elements;

    /// <summary>Whether the field, written afresh from its elements, has the very same bytes.</summary>
    internal bool IsSame(MessageView message, int field, ElementNode root)
    {
        if (!root.IsNested) return false;
        elements = 0;
        var fresh = new FieldElements(format, field, []);
        if (!TryWrite(fresh, root, root.Key)) return false;
        stage.Reset(format);
        if (!stage.Set(field, fresh.Value).IsOk) return false;
        FieldSlot slot = message.Index[field];
        return stage.Whole(field).SequenceEqual(message.Frame[slot.Start..format.EndOf(field, slot)]);
    }

    private bool TryWrite(FieldElements fresh, ElementNode container, string path)
    {
        foreach (ElementNode node in container.Within)
        {
            if (++elements > MostElements) return false;
            string own = $"{path}.{node.Key}";
            bool written = node.IsNested
                ? TryWrite(fresh, node, own)
                : node.Plain is not null && FieldPath.TryParse(own, out FieldPath? place)
                    && fresh.Set(place, node.Plain) == WriteError.None;
            if (!written) return false;
        }
        return true;
    }
}
