using System.Runtime.CompilerServices;
using CardSwitch.Iso8583;

namespace CardSwitch.Repeats;

/// <summary>
/// Reads fields of any encoding, or none, to the same words as <see cref="PlainFields"/>: what the same message says in two
/// formats is the same. What is too long for its place, or no number, is given as a digest.
/// </summary>
internal readonly ref struct AnyFields(MessageView message, KeyedHash hash)
{
    private const int LongestText = 256;

    private readonly MessageView message = message;

    /// <summary>The field as a number; 0 when the message lacks it.</summary>
    internal ulong Number(int field)
    {
        if (!message.Has(field) || message.Units(field) == 0) return 0;
        return message.TryGetInt64(field, out long value) ? (ulong)value : Digest(field);
    }

    /// <summary>The field's characters; returns their number, 0 when the message lacks it.</summary>
    internal ulong Word(int field, out ulong word)
    {
        ulong length = Words(field, out word, out ulong second);
        if (second == 0 && length <= 8) return length;
        word = Digest(field);
        return KeyLayout.Digested;
    }

    /// <inheritdoc cref="Word"/>
    [SkipLocalsInit]
    internal ulong Words(int field, out ulong first, out ulong second)
    {
        first = second = 0;
        if (!message.Has(field)) return 0;
        Span<byte> plain = stackalloc byte[PlainFields.MaxLength];
        if (message.TryCopy(field, plain, out int length)) return Words(plain[..length], out first, out second);
        first = Digest(field);
        return KeyLayout.Digested;
    }

    /// <summary>The same of up to sixteen characters at hand.</summary>
    [SkipLocalsInit]
    internal static ulong Words(ReadOnlySpan<byte> plain, out ulong first, out ulong second)
    {
        first = second = 0;
        if (plain.IsEmpty) return 0;
        Span<byte> room = stackalloc byte[2 * PlainFields.MaxLength];
        plain.CopyTo(room[PlainFields.MaxLength..]);
        var slot = new FieldSlot(PlainFields.MaxLength, PlainFields.MaxLength, plain.Length, plain.Length);
        first = new PlainFields(room).Words(slot, out second);
        return (ulong)plain.Length;
    }

    /// <summary>A digest of the plain value, which must be there; of the bytes on the wire where it has none or is very long.</summary>
    [SkipLocalsInit]
    internal ulong Digest(int field)
    {
        Span<byte> plain = stackalloc byte[LongestText];
        return message.TryCopy(field, plain, out int length) ? hash.Bytes(plain[..length]) : hash.Bytes(message[field]);
    }
}
