using CardSwitch.Iso8583;

namespace CardSwitch.Station.Building;

/// <summary>The plain value of a field, put together element by element.</summary>
internal sealed class FieldElements(MessageFormat format, int field, byte[] value)
{
    /// <summary>The field with all elements that were set, and those it had before.</summary>
    internal byte[] Value { get; private set; } = value;

    /// <summary>Sets the element of a path within the field, in either way that text can say its value.</summary>
    internal WriteError Set(FieldPath path, string text)
    {
        if (format[field]?.Composite is not { } composite) return WriteError.UnknownField;
        if (!PlainText.TryRead(format[path], text, out byte[]? plain)) return WriteError.BadContent;
        var output = new PooledBytes(Value.Length + plain.Length + 16);
        try
        {
            WriteError error = CompositeEdit.Set(composite, Value, path.Steps, plain, ref output);
            if (error == WriteError.None) Value = output.Written.ToArray();
            return error;
        }
        finally
        {
            output.Dispose();
        }
    }
}
