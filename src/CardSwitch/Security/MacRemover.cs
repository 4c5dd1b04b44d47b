using CardSwitch.Iso8583;

namespace CardSwitch.Security;

/// <summary>Takes DE 64 and 128 out of frames wherever they stand, and their bits: a MAC means something on its own link only.</summary>
internal sealed class MacRemover(MessageFormat format)
{
    private readonly MessageParser parser = new(format);
    private readonly FieldIndex index = new();
    private readonly MessagePatch patch = new(format);

    /// <summary>False where the frame cannot be read.</summary>
    internal bool TryRemove(ReadOnlySpan<byte> frame, Span<byte> plain, out int length)
    {
        length = 0;
        if (!parser.Parse(frame, index).IsOk) return false;
        patch.Reset(format);
        // A field that holds the bitmap of those above 128 is none.
        if (format.Tertiary.Field != Field.Mac) patch.Remove(Field.Mac);
        if (format.Tertiary.Field != Field.Mac2) patch.Remove(Field.Mac2);
        return patch.TryWrite(new MessageView(frame, index), plain, out length);
    }
}
