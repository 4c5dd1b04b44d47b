using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using CardSwitch.Iso8583;

namespace CardSwitch.Issuing;

/// <summary>
/// The fields that tie an answer to its request (ISO 8583: message matching). Each of them that the answer carries must
/// be equal to the request's, byte for byte.
/// </summary>
internal static class EchoedFields
{
    internal const int Count = 8;

    private static ReadOnlySpan<byte> Numbers =>
    [
        Field.Pan, Field.ProcessingCode, Field.Amount, Field.TransmissionDateTime,
        Field.Stan, Field.Rrn, Field.TerminalId, Field.Currency,
    ];

    // Positions in the list: the first five stand together in nearly every message, and are compared as one stretch.
    private const int AmountPosition = 2, StanPosition = 4, RrnPosition = 5, TerminalPosition = 6, CurrencyPosition = 7;

    /// <summary>Fields 1 to 11 of a primary bitmap.</summary>
    private const ulong HeadBits = 0x7FF;

    // The first stretch begins with DE 2 or, where a track stands for it, with DE 3.
    private const ulong StartBits = 1UL << (Field.ProcessingCode - 1);
    private const ulong TailBits = 1UL << (Field.Rrn - 1) | 1UL << (Field.TerminalId - 1) | 1UL << (Field.Currency - 1);

    /// <summary>Notes where the fields stand in a frame as it is sent.</summary>
    internal static void Note(FieldIndex index, ref PendingRequest pending)
    {
        pending.Present = index.Bitmap.Primary;
        ReadOnlySpan<byte> numbers = Numbers;
        for (int i = 0; i < Count; i++) pending.Echo[i] = index[numbers[i]];
    }

    /// <summary>The first field in which the answer differs from the request as it was sent, or 0.</summary>
    internal static int FirstDifference(
        ReadOnlySpan<byte> sent, ref PendingRequest pending, ReadOnlySpan<byte> answer, FieldIndex index,
        bool amountMayDiffer) =>
        IsPlainEcho(sent, ref pending, answer, index)
            ? 0
            : SearchDifference(sent, ref pending, answer, index, amountMayDiffer);

    // The usual answer: the same fields up to DE 11 in the same places, and the other three as they were.
    private static bool IsPlainEcho(
        ReadOnlySpan<byte> sent, ref PendingRequest pending, ReadOnlySpan<byte> answer, FieldIndex index)
    {
        ulong present = index.Bitmap.Primary;
        if (((present ^ pending.Present) & (HeadBits | TailBits)) != 0
            || (present & (StartBits | TailBits)) != (StartBits | TailBits))
        {
            return false;
        }
        bool hasPan = (present & 1UL << (Field.Pan - 1)) != 0;
        int start = index[hasPan ? Field.Pan : Field.ProcessingCode].Start, end = index[Field.Stan].End;
        return end == pending.Echo[StanPosition].End
            && sent[start..end].SequenceEqual(answer[start..end])
            && IsSame(sent, pending.Echo[RrnPosition], answer, index[Field.Rrn])
            && IsSame(sent, pending.Echo[TerminalPosition], answer, index[Field.TerminalId])
            && IsSame(sent, pending.Echo[CurrencyPosition], answer, index[Field.Currency]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsSame(ReadOnlySpan<byte> sent, FieldSlot ours, ReadOnlySpan<byte> answer, FieldSlot theirs)
    {
        const int Load = 16;
        if (ours.Units != theirs.Units || ours.Length > Load
            || ours.Value + Load > sent.Length || theirs.Value + Load > answer.Length)
        {
            return false;
        }
        var left = Vector128.LoadUnsafe(ref Unsafe.Add(ref MemoryMarshal.GetReference(sent), ours.Value));
        var right = Vector128.LoadUnsafe(ref Unsafe.Add(ref MemoryMarshal.GetReference(answer), theirs.Value));
        uint equal = Vector128.Equals(left, right).ExtractMostSignificantBits();
        return (~equal & ((1u << ours.Length) - 1)) == 0;
    }

    private static int SearchDifference(
        ReadOnlySpan<byte> sent, ref PendingRequest pending, ReadOnlySpan<byte> answer, FieldIndex index,
        bool amountMayDiffer)
    {
        ulong present = index.Bitmap.Primary;
        ReadOnlySpan<byte> numbers = Numbers;
        for (int i = 0; i < Count; i++)
        {
            int field = numbers[i];
            if ((present >> (field - 1) & 1) == 0) continue;
            FieldSlot theirs = index[field], ours = pending.Echo[i];
            if ((pending.Present >> (field - 1) & 1) == 0 || ours.Units != theirs.Units) return field;
            ReadOnlySpan<byte> found = answer.Slice(theirs.Value, theirs.Length);
            ReadOnlySpan<byte> wanted = sent.Slice(ours.Value, ours.Length);
            if (found.SequenceEqual(wanted)) continue;
            if (i != AmountPosition || !amountMayDiffer || !IsLower(found, wanted)) return field;
        }
        return 0;
    }

    /// <summary>
    /// In how many of the fields that the answer carries it differs from a request as it was sent, those that it lacks
    /// counted as different; and the first of them that it carries.
    /// </summary>
    internal static int CountDifferences(
        ReadOnlySpan<byte> sent, ref PendingRequest pending, ReadOnlySpan<byte> answer, FieldIndex index, out int first)
    {
        int count = 0;
        first = 0;
        ReadOnlySpan<byte> numbers = Numbers;
        for (int i = 0; i < Count; i++)
        {
            int field = numbers[i];
            bool same = index.Has(field) && (pending.Present >> (field - 1) & 1) != 0
                && answer.Slice(index[field].Value, index[field].Length)
                    .SequenceEqual(sent.Slice(pending.Echo[i].Value, pending.Echo[i].Length));
            if (same) continue;
            count++;
            if (first == 0 && index.Has(field)) first = field;
        }
        return count;
    }

    // Digits of equal length, in ASCII or packed: their order is that of the bytes.
    private static bool IsLower(ReadOnlySpan<byte> amount, ReadOnlySpan<byte> than) => amount.SequenceCompareTo(than) < 0;
}
