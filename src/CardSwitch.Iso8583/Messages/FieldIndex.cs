using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CardSwitch.Iso8583;

/// <summary>
/// Where the fields of one parsed frame stand. Filled by <see cref="MessageParser"/> and made to be used again for the
/// next frame: one table of eight bytes a field, 1.6 KB in all, nothing allocated after construction.
/// </summary>
public sealed class FieldIndex
{
    private readonly FieldSlot[] own = new FieldSlot[Bitmap.MaxField + 1];

    // The own table, or that of a template, which never changes.
    private FieldSlot[] slots;

    /// <summary>An index of no frame yet.</summary>
    public FieldIndex() => slots = own;

    internal Bitmap Present;

    internal MessageType MessageType;

    /// <summary>How many words of the bitmap stand before the fields: 1 to 3; 0 when the head was not read.</summary>
    internal int BitmapWords;

    internal MessageFormat? Format;

    /// <summary>The fields that the frame carries.</summary>
    public Bitmap Bitmap => Present;

    /// <summary>The frame's message type.</summary>
    public MessageType Type => MessageType;

    /// <summary>Whether the frame carries the field.</summary>
    public bool Has(int field) => Present.Has(field);

    /// <summary>The field's place; only for a field that is present.</summary>
    internal FieldSlot this[int field]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => slots[field];
    }

    /// <summary>Changes the own table; after <see cref="First"/>, which turns to it.</summary>
    internal void Set(int field, FieldSlot slot) => own[field] = slot;

    /// <summary>Takes over places that are the same for many frames. The table must never change.</summary>
    internal void Borrow(FieldSlot[] table)
    {
        if (!ReferenceEquals(slots, table)) slots = table;
    }

    /// <summary>Starts over for a message just written, of which the head is known; the fields are still to be set.</summary>
    internal void Begin(MessageFormat format, MessageType type, Bitmap present, int header)
    {
        Format = format;
        MessageType = type;
        Present = present;
        BitmapWords = MessageHead.WordsOf(format, present);
        First = new FieldSlot(0, header, format.MtiLength, 4);
        int second = header + format.MtiLength + format.BitmapLength;
        if (BitmapWords >= 2) Set(1, new FieldSlot(second, second, format.BitmapLength, 8));
        int third = second + format.BitmapLength;
        if (BitmapWords == 3) Set(65, new FieldSlot(third, third, format.BitmapLength, 8));
    }

    /// <summary>The first place of the own table, to be filled.</summary>
    internal ref FieldSlot First
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if (!ReferenceEquals(slots, own)) slots = own;
            return ref MemoryMarshal.GetArrayDataReference(own);
        }
    }
}
