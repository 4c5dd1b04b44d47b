using System.Buffers;
using System.Text;
using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Formats.Import;

/// <summary>Reads and writes messages of imported formats with every check.</summary>
internal static class ImportedMessage
{
    private const ParseChecks Every = ParseChecks.Structure | ParseChecks.Content;

    /// <summary>The values of a message, its type under 0; an element within a field under its path.</summary>
    internal static SortedDictionary<string, string> Read(MessageFormat format, string hex)
    {
        byte[] frame = Convert.FromHexString(hex.Replace(" ", ""));
        var index = new FieldIndex();
        ParseStatus status = new MessageParser(format, Every).Parse(frame, index);
        Assert.True(status.IsOk, status.ToString());
        var view = new MessageView(frame, index);
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["0"] = view.Type.ToString() };
        foreach (int field in format.Fields)
        {
            if (!view.Has(field)) continue;
            values[$"{field}"] = view.GetText(field)!;
            if (format[field]!.Composite is not { } composite) continue;
            byte[] plain = new byte[view.Units(field)];
            Assert.True(view.TryCopy(field, plain, out _));
            ReadWithin(composite, plain, $"{field}", values);
        }
        return values;
    }

    /// <summary>The message of these values, in hexadecimal.</summary>
    internal static string Write(MessageFormat format, string type, params (int Field, string Value)[] values)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessageWriter(format, buffer);
        Assert.True(MessageType.TryParse(Encoding.ASCII.GetBytes(type), out MessageType mti));
        writer.Begin(mti);
        foreach (var (field, value) in values)
        {
            WriteStatus status = writer.SetText(field, value);
            Assert.True(status.IsOk, $"field {field}: {status}");
        }
        WriteStatus end = writer.End(out _);
        Assert.True(end.IsOk, end.ToString());
        return Convert.ToHexString(buffer.WrittenSpan);
    }

    private static void ReadWithin(CompositeSpec composite, byte[] container, string path, IDictionary<string, string> values)
    {
        var walk = new SubFieldWalk(composite, container, Every);
        while (walk.MoveNext())
        {
            string key = $"{path}.{walk.KeyText}";
            byte[] plain = new byte[walk.Slot.Units];
            Assert.True(ValueCodec.TryDecode(
                walk.Shape, container.AsSpan(walk.Slot.Value, walk.Slot.Length), walk.Slot.Units, plain));
            bool isText = walk.Spec is { Content: not ContentClass.Binary };
            values[key] = isText ? Encoding.Latin1.GetString(plain) : Convert.ToHexString(plain);
            if (walk.Spec?.Composite is { } inner) ReadWithin(inner, plain, key, values);
        }
        Assert.True(walk.Error == ParseError.None, $"{path}: {walk.Error} at {walk.ErrorAt}");
    }
}
