using CardSwitch.Iso8583;

namespace CardSwitch.StoreAndForward;

/// <summary>The chip data of DE 55 (BER-TLV), as far as they may be kept after the authorisation.</summary>
internal static class ChipData
{
    /// <summary>
    /// Takes the track equivalents (56, 57, 9F1F, 9F20, 9F6B), PIN data (99) and templates, which may hide any of them, out
    /// of the elements, in place. False when the elements cannot be read to their end, and so nothing is known to be harmless.
    /// </summary>
    internal static bool TryStrip(Span<byte> elements, out int length)
    {
        length = 0;
        int from = 0;
        var reader = new TlvReader(elements);
        while (reader.Read())
        {
            // In place: what is kept never ends behind the element that is read.
            if (!IsSecret(reader.Tag) && !reader.IsConstructed) length = Keep(elements, from, reader.Next, length);
            from = reader.Next;
        }
        if (reader.Error != ParseError.None) return false;
        length = Keep(elements, from, elements.Length, length);
        return true;
    }

    private static int Keep(Span<byte> elements, int from, int end, int to)
    {
        elements[from..end].CopyTo(elements[to..]);
        return to + end - from;
    }

    private static bool IsSecret(uint tag) =>
        EmvTags.TryGet(tag, out EmvTag known) && known.Sensitivity is Sensitivity.Track or Sensitivity.Pin;
}
