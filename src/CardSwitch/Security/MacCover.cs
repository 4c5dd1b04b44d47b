using CardSwitch.Iso8583;

namespace CardSwitch.Security;

/// <summary>
/// The bytes that a MAC over a list of fields covers: the message type and those of the fields that the message has, each as
/// it stands in the frame, in ascending order.
/// </summary>
internal sealed class MacCover
{
    private readonly MessageParser parser;
    private readonly FieldIndex index = new();
    private readonly int[] fields;
    private byte[] gathered = [];

    internal MacCover(MessageFormat format, IEnumerable<int> fields)
    {
        parser = new MessageParser(format);
        this.fields = [.. fields.Order()];
    }

    /// <summary>Good until the next call; false when the frame cannot be read.</summary>
    internal bool TryGather(ReadOnlySpan<byte> frame, out ReadOnlySpan<byte> data)
    {
        data = default;
        if (!parser.Parse(frame, index).IsOk) return false;
        if (gathered.Length < frame.Length) gathered = new byte[Math.Max(frame.Length, 1024)];
        int to = Add(frame, index[Field.Mti], 0);
        foreach (int field in fields)
        {
            if (index.Has(field)) to = Add(frame, index[field], to);
        }
        data = gathered.AsSpan(0, to);
        return true;
    }

    private int Add(ReadOnlySpan<byte> frame, FieldSlot slot, int to)
    {
        frame[slot.Start..slot.End].CopyTo(gathered.AsSpan(to));
        return to + slot.End - slot.Start;
    }
}
