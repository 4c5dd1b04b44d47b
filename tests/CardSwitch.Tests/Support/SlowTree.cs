using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Support;

/// <summary>Elements that were set in a composite of which nothing was there, in the order in which they were first set.</summary>
internal sealed class SlowTree
{
    private readonly List<(string Key, byte[]? Plain, SlowTree? Within)> elements = [];

    public bool IsEmpty => elements.Count == 0;

    /// <summary>The same with one element more, or another value of one.</summary>
    public SlowTree With(ReadOnlySpan<string> keys, byte[] plain)
    {
        string key = keys[0];
        var copy = new SlowTree();
        copy.elements.AddRange(elements);
        int at = elements.FindIndex(element => element.Key == key);
        SlowTree? within = keys.Length == 1 ? null : ((at < 0 ? null : elements[at].Within) ?? new SlowTree()).With(keys[1..], plain);
        var element = (key, keys.Length == 1 ? plain : null, within);
        if (at < 0) copy.elements.Add(element);
        else copy.elements[at] = element;
        return copy;
    }

    /// <summary>The value that has them; null where one of them, or one that must stand before it, cannot be written.</summary>
    public byte[]? Write(CompositeSpec composite)
    {
        var values = new List<(string Key, byte[] Plain)>();
        foreach (var (key, plain, within) in elements)
        {
            byte[]? value = plain ?? within!.Write(SlowElementWriter.InnerOf(composite, key)!);
            if (value is null) return null;
            values.Add((key, value));
        }
        string[] missing = [.. values.SelectMany(element => SlowElementWriter.Before(composite, element.Key)).Select(before => before.Key)
            .Distinct().Except(values.Select(element => element.Key))];
        values.AddRange(missing.Select(key => (key, Array.Empty<byte>())));
        if (values.Any(element => SlowElementWriter.Judge(composite, element.Key, element.Plain) != WriteError.None)) return null;
        IEnumerable<(string Key, byte[] Plain)> ordered = composite.Kind switch
        {
            CompositeKind.Positional or CompositeKind.Tagged => values.OrderBy(element => Place(composite, element.Key)),
            CompositeKind.Bitmapped or CompositeKind.DatasetBitmap => values.OrderBy(element => SlowElementWriter.Number(element.Key)),
            _ => values,
        };
        return [
            .. SlowElementWriter.Bitmap(composite, values.Select(element => element.Key)),
            .. ordered.SelectMany(element => SlowElementWriter.Element(composite, element.Key, element.Plain))];
    }

    // Of a tagged composite only those without a tag have one.
    private static int Place(CompositeSpec composite, string key)
    {
        int place = composite.Fields.ToList().FindIndex(element => element.Key == key);
        int placed = composite.Kind == CompositeKind.Positional ? composite.Fields.Count : composite.Leading;
        return place >= 0 && place < placed ? place : int.MaxValue;
    }
}
