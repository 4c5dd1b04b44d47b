using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CardSwitch.Iso8583;

/// <summary>
/// Finds the fields of a frame by one walk over its bitmap, or by a template where a frame of the same layout came
/// before. It copies nothing, allocates nothing but a bounded number of templates, never throws on bad bytes and never
/// reads past the end of the frame. A parser is used by one thread at a time.
/// </summary>
public sealed class MessageParser
{
    private readonly MessageFormat format;
    private readonly ParseChecks checks;
    private readonly FrameTemplates? templates;

    /// <summary>A parser of one format, with all checks unless told otherwise.</summary>
    public MessageParser(MessageFormat format, ParseChecks checks = ParseChecks.All)
    {
        ArgumentNullException.ThrowIfNull(format);
        this.format = format;
        this.checks = checks;
        if (checks == ParseChecks.All && format.HasSteadyHead) templates = new FrameTemplates(format);
    }

    /// <summary>One that walks every frame as if its layout had never been seen: for tests and benchmarks.</summary>
    internal static MessageParser WithoutTemplates(MessageFormat format) => new(format, ParseChecks.All, templates: null);

    private MessageParser(MessageFormat format, ParseChecks checks, FrameTemplates? templates)
    {
        this.format = format;
        this.checks = checks;
        this.templates = templates;
    }

    /// <summary>The format that frames are read in.</summary>
    public MessageFormat Format => format;

    /// <summary>
    /// Indexes one whole frame: message type, bitmaps, fields. After an error the index holds the message type, the
    /// bitmap and the fields before the one at fault, as far as they were read: enough to answer a format error.
    /// </summary>
    public ParseStatus Parse(ReadOnlySpan<byte> frame, FieldIndex index)
    {
        ArgumentNullException.ThrowIfNull(index);
        if (!ReferenceEquals(index.Format, format)) index.Format = format;
        if (templates is not null && templates.TryMatch(frame, index)) return ParseStatus.Ok;
        bool sound = format.Tertiary.Field == 0 && checks switch
        {
            ParseChecks.All => TryWalk<On, On>(format, frame, index),
            ParseChecks.Structure => TryWalk<On, Off>(format, frame, index),
            ParseChecks.Content => TryWalk<Off, On>(format, frame, index),
            _ => TryWalk<Off, Off>(format, frame, index),
        };
        if (!sound)
        {
            ParseStatus status = MessageDiagnosis.Walk(format, checks, frame, index);
            if (!status.IsOk) return status;
        }
        templates?.Note(frame, index);
        return ParseStatus.Ok;
    }

    // The walk answers only yes or no, so that no trace of an error has to be kept in its registers. What is wrong, and
    // where, is found by the diagnosis, which walks again at leisure; and so are the rare fields, at which this walk ends.
    private static bool TryWalk<TStructure, TContent>(MessageFormat format, ReadOnlySpan<byte> frame, FieldIndex index)
        where TStructure : struct, ISetting
        where TContent : struct, ISetting
    {
        int offset = MessageHead.Read(format, frame, index);
        if (offset < 0 || index.BitmapWords > 2) return false;

        // Bit 0 of a word is field 1, 65 or 129.
        ref byte bytes = ref MemoryMarshal.GetReference(frame);
        ref FieldLayout layouts = ref format.Layouts[1];
        ref FieldSlot slots = ref Unsafe.Add(ref index.First, 1);
        ulong bits = index.Present.Primary & ~1UL;
        ulong nextBits = index.Present.Secondary;

        // A run is a stretch of neighbouring fields of one class; it is checked as a whole when the class changes.
        int runStart = offset;
        byte runClass = (byte)WireClass.Any;
        while (true)
        {
            while (bits != 0)
            {
                int bit = BitOperations.TrailingZeroCount(bits);
                bits &= bits - 1;
                ref readonly FieldLayout layout = ref Unsafe.Add(ref layouts, bit);
                FieldSlot slot;
                int next;
                if (layout.Kind == LengthKind.Fixed)
                {
                    slot = new FieldSlot(layout.SlotSeed, offset);
                    next = offset + layout.FixedBytes;
                }
                else
                {
                    if (frame.Length - offset < layout.PrefixBytes) return false;
                    int units = LengthPrefix.Read(ref Unsafe.Add(ref bytes, offset), in layout);
                    if ((uint)units > (TStructure.On ? layout.MaxUnits : (uint)ushort.MaxValue)) return false;
                    int length = layout.Shape <= UnitShape.Ebcdic500 ? units : layout.BytesOf(units);
                    int value = offset + layout.PrefixBytes;
                    slot = new FieldSlot(offset, value, length, units);
                    next = value + length;
                }
                if (next > frame.Length) return false;
                if (TContent.On && layout.RunKey != runClass)
                {
                    if (!WireCheck.IsSound((WireClass)runClass, frame, runStart, offset)) return false;
                    runClass = (byte)layout.Class;
                    runStart = offset + layout.PrefixBytes;
                }
                Unsafe.Add(ref slots, bit) = slot;
                offset = next;
            }
            if (nextBits == 0) break;
            bits = nextBits;
            nextBits = 0;
            layouts = ref Unsafe.Add(ref layouts, 64);
            slots = ref Unsafe.Add(ref slots, 64);
        }

        if (TContent.On && !WireCheck.IsSound((WireClass)runClass, frame, runStart, offset)) return false;
        return !TStructure.On || offset == frame.Length;
    }
}
