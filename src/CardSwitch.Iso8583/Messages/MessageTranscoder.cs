using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CardSwitch.Iso8583;

/// <summary>
/// Rewrites parsed messages of one format in another, by a plan compiled once: fields of the same wire form are copied
/// together, runs of digits packed or unpacked together. Immutable and shared by all threads; nothing is allocated.
/// </summary>
public sealed class MessageTranscoder
{
    private readonly TranscodeStep[] steps;

    /// <summary>A plan from one format to another.</summary>
    public MessageTranscoder(MessageFormat from, MessageFormat to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        From = from;
        To = to;
        steps = TranscodePlan.Compile(from, to);
    }

    /// <summary>The format of the messages read.</summary>
    public MessageFormat From { get; }

    /// <summary>The format of the messages written.</summary>
    public MessageFormat To { get; }

    /// <summary>
    /// Writes the message in the other format: the fields of the source that its index knows. An error names the field
    /// that the other format does not define or uses for a bitmap, or whose value it does not admit; the destination is
    /// then to be forgotten. A field that both formats write alike is not looked into. Source and destination must not overlap.
    /// </summary>
    /// <param name="destinationIndex">If given, filled with the fields of the message written, as a parser would.</param>
    /// <exception cref="InvalidOperationException">The source is of another format, or not parsed.</exception>
    public WriteStatus TryTranscode(
        MessageView source, Span<byte> destination, out int written, FieldIndex? destinationIndex = null)
    {
        FieldIndex index = source.Index;
        ReadOnlySpan<byte> frame = source.Frame;
        if (!ReferenceEquals(index.Format, From) || index.BitmapWords == 0) ThrowNotOfFormat();

        if (destination.Length > ushort.MaxValue) destination = destination[..ushort.MaxValue];
        written = Walk(index, frame, destination, destinationIndex);
        if (written >= 0)
        {
            To.Header.Finish(destination[..written], To.Header.Length);
            return WriteStatus.Ok;
        }
        written = 0;
        return Explain(index, frame, destination);
    }

    // Like the parser's walk it answers only with a length or -1, and what is wrong is found out at leisure.
    private int Walk(FieldIndex index, ReadOnlySpan<byte> frame, Span<byte> destination, FieldIndex? destinationIndex)
    {
        if (ClashOf(index) != 0) return -1;
        int to = WriteHead(index, destination, out Bitmap present);
        if (to < 0) return -1;
        destinationIndex?.Begin(To, index.MessageType, present, To.Header.Length);

        ref TranscodeStep step0 = ref MemoryMarshal.GetArrayDataReference(steps);
        ref FieldLayout layout0 = ref MemoryMarshal.GetArrayDataReference(To.Layouts);
        TranscodeStep runStep = TranscodeStep.Undefined;
        int runStart = 0, runEnd = 0, runTo = to;
        ulong bits = present.Primary & ~1UL, nextBits = present.Secondary, lastBits = present.Tertiary;
        if (To.Tertiary.IsFollowing) nextBits &= ~1UL;
        for (int first = 1; ; first += 64, bits = nextBits, nextBits = lastBits, lastBits = 0)
        {
            for (; bits != 0; bits &= bits - 1)
            {
                int field = first + BitOperations.TrailingZeroCount(bits);
                FieldSlot slot = index[field];
                ref readonly FieldLayout layout = ref Unsafe.Add(ref layout0, field);
                TranscodeStep step = Unsafe.Add(ref step0, field);
                // A run ends too where the source has a bitmap between two fields.
                if (step != runStep || slot.Start != runEnd)
                {
                    if (runEnd > runStart && !TryConvertRun(runStep, frame, runStart, runEnd, destination[runTo..])) return -1;
                    (runStep, runStart, runEnd, runTo) = (step, slot.Start, slot.Start, to);
                }
                FieldSlot placed;
                switch (step)
                {
                    case TranscodeStep.CopyRun:
                        if (slot.Units > layout.MaxUnits || to + slot.End - slot.Start > destination.Length) return -1;
                        placed = slot.At(to);
                        runEnd = slot.End;
                        break;
                    case TranscodeStep.PackRun or TranscodeStep.UnpackRun:
                        if (to + layout.FixedBytes > destination.Length) return -1;
                        placed = new FieldSlot(layout.SlotSeed, to);
                        runEnd = slot.End;
                        break;
                    case TranscodeStep.Tertiary:
                        if (!TryWriteTertiary(present.Tertiary, destination, to, out placed)) return -1;
                        break;
                    default:
                        WriteError error = ValueTranscoder.Write(
                            From, To, step, field, frame.Slice(slot.Value, slot.Length), slot.Units, destination, to, out placed);
                        if (error != WriteError.None) return -1;
                        break;
                }
                destinationIndex?.Set(field, placed);
                to = placed.End + layout.SuffixBytes;
            }
            if ((nextBits | lastBits) == 0) break;
        }
        return runEnd <= runStart || TryConvertRun(runStep, frame, runStart, runEnd, destination[runTo..]) ? to : -1;
    }

    // The data element of the source, if any, whose number in the other format announces a bitmap.
    private int ClashOf(FieldIndex index)
    {
        int bit = To.Tertiary.Bit;
        return bit != 0 && bit != From.Tertiary.Bit && index.Present.Has(bit) ? bit : 0;
    }

    private int WriteHead(FieldIndex index, Span<byte> destination, out Bitmap present)
    {
        present = index.Present;
        if (From.Tertiary.IsFollowing) present.Secondary &= ~1UL;
        else if (From.Tertiary.Field != 0) present.Clear(From.Tertiary.Field);
        present = MessageHead.Announce(To, present);
        return destination.Length < MessageHead.LengthOf(To, MessageHead.WordsOf(To, present))
            ? -1
            : MessageHead.Write(To, destination, index.MessageType, present, 0);
    }

    private bool TryWriteTertiary(ulong word, Span<byte> destination, int at, out FieldSlot placed)
    {
        ref readonly FieldLayout layout = ref To.Layouts[To.Tertiary.Field];
        Span<byte> plain = stackalloc byte[8];
        Bitmap.WriteWord(plain, word);
        placed = new FieldSlot(at, at, layout.FixedBytes, 8);
        return destination.Length - at >= layout.FixedBytes
            && ValueCodec.TryEncode(layout.Shape, plain, destination.Slice(at, layout.FixedBytes));
    }

    // The walk has seen to it that the destination has room.
    private static bool TryConvertRun(
        TranscodeStep step, ReadOnlySpan<byte> frame, int start, int end, Span<byte> destination)
    {
        ReadOnlySpan<byte> wire = frame[start..end];
        switch (step)
        {
            case TranscodeStep.CopyRun:
                wire.CopyTo(destination);
                return true;
            case TranscodeStep.PackRun:
                return WireCheck.IsSound(WireClass.Digits, frame, start, end) && PackedSymbols.TryPack(wire, destination);
            default:
                return PackedSymbols.Unpack(wire, destination[..(wire.Length * 2)]);
        }
    }

    // The same field by field.
    private WriteStatus Explain(FieldIndex index, ReadOnlySpan<byte> frame, Span<byte> destination)
    {
        int to = WriteHead(index, destination, out Bitmap present);
        if (to < 0) return NoRoom(0, destination);
        int clash = ClashOf(index);
        if (clash != 0) present.Set(clash);
        for (int field = present.NextAtOrAfter(2); field != 0; field = present.NextAtOrAfter(field + 1))
        {
            if (field == clash) return new WriteStatus(WriteError.UnknownField, field);
            if (field == 65 && To.Tertiary.IsFollowing) continue;
            if (field == To.Tertiary.Field)
            {
                if (!TryWriteTertiary(present.Tertiary, destination, to, out FieldSlot bitmap)) return NoRoom(field, destination);
                to = bitmap.End;
                continue;
            }
            TranscodeStep step = steps[field] switch
            {
                TranscodeStep.CopyRun => TranscodeStep.CopyValue,
                TranscodeStep.PackRun => TranscodeStep.PackValue,
                TranscodeStep.UnpackRun => TranscodeStep.UnpackValue,
                var other => other,
            };
            FieldSlot slot = index[field];
            WriteError error = ValueTranscoder.Write(
                From, To, step, field, frame.Slice(slot.Value, slot.Length), slot.Units, destination, to, out FieldSlot placed);
            if (error == WriteError.DestinationTooSmall) return NoRoom(field, destination);
            if (error != WriteError.None) return new WriteStatus(error, field);
            to = To.EndOf(field, placed);
        }
        throw new UnreachableException("The transcoder refused a message in which it finds nothing wrong.");
    }

    private static WriteStatus NoRoom(int field, Span<byte> destination) => new(
        destination.Length == ushort.MaxValue ? WriteError.FrameTooLong : WriteError.DestinationTooSmall, field);

    [DoesNotReturn]
    private static void ThrowNotOfFormat() =>
        throw new InvalidOperationException("The source is not a parsed message of the format that the plan reads.");
}
