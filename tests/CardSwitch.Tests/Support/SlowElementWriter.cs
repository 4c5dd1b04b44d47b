using System.Globalization;
using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Support;

/// <summary>The twin of setting elements by path: the value is taken apart, changed, and put together again.</summary>
internal static class SlowElementWriter
{
    /// <summary>An element with what tells it from the others, its value being sound.</summary>
    public static byte[] Element(CompositeSpec composite, string key, byte[] plain)
    {
        FieldSpec? spec = SpecOf(composite, key);
        byte[] field = spec is null ? plain : SlowWriter.Field(spec, plain);
        switch (composite.Kind)
        {
            case CompositeKind.BerTlv:
                byte[] length = field.Length switch
                {
                    < 128 => [(byte)field.Length],
                    < 256 => [0x81, (byte)field.Length],
                    _ => [0x82, (byte)(field.Length / 256), (byte)(field.Length % 256)],
                };
                return [.. Convert.FromHexString(key), .. length, .. field];
            case CompositeKind.Datasets:
                return [.. Convert.FromHexString(key), (byte)(field.Length / 256), (byte)(field.Length % 256), .. field];
            case CompositeKind.Tagged when !IsLeading(composite, key):
                byte[] tag = Tag(composite.Tag!, key);
                if (!composite.Tag!.AfterLength) return [.. tag, .. field];
                int counted = plain.Length + (composite.Tag.IsCounted ? tag.Length : 0);
                return [.. SlowPrefix.Write(spec!, counted, 0)!, .. tag, .. field[SlowPrefix.Length(spec!)..]];
            default:
                return field;
        }
    }

    /// <summary>Why the element cannot be written, if so.</summary>
    public static WriteError Judge(CompositeSpec composite, string key, byte[] plain)
    {
        FieldSpec? spec = SpecOf(composite, key);
        if (spec is null && composite.Kind is CompositeKind.BerTlv or CompositeKind.Datasets) return WriteError.None;
        WriteError error = SlowWriter.Judge(spec, plain);
        bool isCounted = composite.Tag is { AfterLength: true, IsCounted: true } && !IsLeading(composite, key);
        if (error != WriteError.None || !isCounted) return error;
        int tag = Tag(composite.Tag!, key).Length;
        return SlowPrefix.Write(spec!, plain.Length + tag, 0) is null ? WriteError.TooLong : WriteError.None;
    }

    /// <summary>The bitmap in front of the elements; none for kinds without.</summary>
    public static byte[] Bitmap(CompositeSpec composite, IEnumerable<string> keys)
    {
        bool isDataset = composite.Kind == CompositeKind.DatasetBitmap;
        if (!isDataset && composite.Kind != CompositeKind.Bitmapped) return [];
        string[] all = [.. keys];
        int[] numbers = [.. all.Where(key => key != CompositeSpec.TlvKey).Select(Number).Order()];
        int block = isDataset ? 8 : composite.BitmapBytes * 8, last = numbers.LastOrDefault();
        int length = isDataset ? Math.Max(16, (last + 1 + 7) / 8 * 8)
            : composite.BitmapExtends ? Math.Max(block, (last + block - 1) / block * block) : block;
        var bits = new char[length];
        for (int bit = 0; bit < length; bit++)
        {
            bool more = isDataset
                ? (bit == 0 || (bit >= 16 && bit % 8 == 0)) && bit < length - 8 && length > 16
                : composite.BitmapExtends && bit % block == 0 && bit + block < length;
            bits[bit] = more || numbers.Contains(bit + 1) ? '1' : '0';
        }
        if (all.Contains(CompositeSpec.TlvKey)) bits[^1] = '1';
        string hex = string.Concat(bits.Chunk(4).Select(four => Convert.ToByte(new string(four), 2).ToString("X1")));
        return isDataset || composite.BitmapEncoding == FieldEncoding.Binary
            ? Convert.FromHexString(hex)
            : SlowCodec.ToPage(composite.BitmapEncoding, hex);
    }

    /// <summary>
    /// The value with one element set, or why it is refused; null of a value with a fault, for which nothing is promised.
    /// </summary>
    public static (WriteError Error, byte[] Value)? Set(CompositeSpec composite, byte[] container, string[] keys, byte[] plain)
    {
        SlowContainer old = SlowElements.Read(composite, container);
        if (old.Fault != ParseError.None && container.Length > 0) return null;
        string key = keys[0];
        SlowElement? present = old[key];
        if (keys.Length > 1)
        {
            if ((present is null ? InnerOf(composite, key) : present.Inner) is not { } inner) return (WriteError.UnknownField, []);
            byte[]? within = present is null ? [] : present.Plain;
            if (within is null) return (WriteError.BadContent, []);
            if (Set(inner, within, keys[1..], plain) is not { } changed) return null;
            if (changed.Error != WriteError.None) return changed;
            plain = changed.Value;
        }
        WriteError error = Judge(composite, key, plain);
        if (error != WriteError.None) return (error, []);

        byte[] element = Element(composite, key, plain);
        if (present is not null) return (WriteError.None, [.. container[..present.Start], .. element, .. container[present.End..]]);
        if (composite.Kind is CompositeKind.Bitmapped or CompositeKind.DatasetBitmap)
        {
            int place = old.Elements.LastOrDefault(other => Number(other.Key) < Number(key))?.End ?? old.BodyStart;
            byte[] bitmap = Bitmap(composite, [.. old.Elements.Select(other => other.Key), key]);
            return (WriteError.None, [.. bitmap, .. container[old.BodyStart..place], .. element, .. container[place..]]);
        }
        var fill = new List<byte>();
        foreach (SubFieldSpec missing in Before(composite, key).Skip(old.Elements.Count))
        {
            error = SlowWriter.Judge(missing.Spec, []);
            if (error != WriteError.None) return (error, []);
            fill.AddRange(SlowWriter.Field(missing.Spec, []));
        }
        return (WriteError.None, [.. container, .. fill, .. element]);
    }

    /// <summary>The elements that must stand before one.</summary>
    public static IEnumerable<SubFieldSpec> Before(CompositeSpec composite, string key) => composite.Kind switch
    {
        CompositeKind.Positional => composite.Fields.TakeWhile(element => element.Key != key),
        CompositeKind.Tagged => composite.Fields.Take(composite.Leading).TakeWhile(element => element.Key != key),
        _ => [],
    };

    /// <summary>The elements within one that is not there.</summary>
    public static CompositeSpec? InnerOf(CompositeSpec composite, string key)
    {
        bool isConstructed = composite.Kind == CompositeKind.BerTlv && (Convert.FromHexString(key)[0] & 0x20) != 0;
        return SpecOf(composite, key)?.Composite ?? (isConstructed ? composite : null);
    }

    /// <summary>The specification by which an element is written; null where it is bytes.</summary>
    public static FieldSpec? SpecOf(CompositeSpec composite, string key) => composite[key] ?? composite.Unknown;

    /// <summary>The number of an announced element; those of TLV come last.</summary>
    public static int Number(string key) =>
        key == CompositeSpec.TlvKey ? int.MaxValue : int.Parse(key, CultureInfo.InvariantCulture);

    private static bool IsLeading(CompositeSpec composite, string key) =>
        composite.Fields.Take(composite.Leading).Any(element => element.Key == key);

    private static byte[] Tag(TagLayout tag, string key) => tag.Encoding is FieldEncoding.Bcd or FieldEncoding.Binary
        ? Convert.FromHexString(key)
        : SlowCodec.ToPage(tag.Encoding, key);
}
