using System.Buffers;

namespace CardSwitch.Iso8583;

/// <summary>
/// Writes messages of one format to a buffer writer: <see cref="Begin"/>, the fields in any order, <see cref="End"/>.
/// Made to be used again for the next message. Values are checked and encoded as they are set; the buffer sees only
/// whole, sound messages. Fields set in ascending order leave in one copy. Nothing is allocated after construction,
/// unless a message exceeds 4 KB.
/// </summary>
public sealed class MessageWriter
{
    private readonly FieldStage stage;
    private readonly IBufferWriter<byte> output;
    private MessageType type;
    private WriteStatus firstError;

    /// <summary>A writer of one format, which appends each message to the buffer.</summary>
    public MessageWriter(MessageFormat format, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(output);
        stage = new FieldStage(format);
        this.output = output;
    }

    /// <summary>The format written.</summary>
    public MessageFormat Format => stage.Format;

    /// <summary>Starts a message; one begun before and not ended is forgotten.</summary>
    public void Begin(MessageType type)
    {
        stage.Reset(stage.Format);
        this.type = type;
        firstError = default;
    }

    /// <summary>
    /// Sets a field; the last of several settings counts. The plain value has one ASCII character a unit, of a binary
    /// element it is the bytes. A value shorter than a fixed field is padded as the format says.
    /// </summary>
    public WriteStatus Set(int field, ReadOnlySpan<byte> plain) => Keep(stage.Set(field, plain));

    /// <summary>Sets a field with a number of 0 or more, filled with zeros in front if the field is fixed.</summary>
    public WriteStatus SetDigits(int field, long value) => Keep(stage.SetDigits(field, value));

    /// <summary>Sets a field with text; of a binary element the text is its hexadecimal form, in either case.</summary>
    public WriteStatus SetText(int field, ReadOnlySpan<char> text) => Keep(stage.SetText(field, text));

    /// <summary>
    /// Sets a field or an element within it; the elements set before stay. An element that comes after others of a fixed
    /// order, which are not there yet, has them written empty, as far as they are padded or of variable length.
    /// </summary>
    public WriteStatus Set(FieldPath path, ReadOnlySpan<byte> plain) => Keep(stage.Set(path, plain));

    /// <summary>
    /// Sets a field or an element within it with text; of a binary one the text is its hexadecimal form, in either case.
    /// </summary>
    public WriteStatus SetText(FieldPath path, ReadOnlySpan<char> text) => Keep(stage.SetText(path, text));

    /// <summary>
    /// Appends the message to the buffer. If any value was refused since <see cref="Begin"/>, nothing is written and the
    /// first refusal is returned, so that a caller may check only here.
    /// </summary>
    public WriteStatus End(out int written)
    {
        written = 0;
        if (!firstError.IsOk) return firstError;

        if (Format.Tertiary.Field != 0)
        {
            WriteStatus status = stage.SetTertiary(stage.Present.Tertiary);
            if (!status.IsOk) return status;
        }
        Bitmap present = MessageHead.Announce(Format, stage.Present);
        int head = MessageHead.LengthOf(Format, MessageHead.WordsOf(Format, present));
        int length = head + stage.End;
        if (length > ushort.MaxValue) return new WriteStatus(WriteError.FrameTooLong, 0);

        Span<byte> message = output.GetSpan(length);
        int body = stage.CopyBody(message[head..]);
        MessageHead.Write(Format, message, type, present, body);
        written = head + body;
        output.Advance(written);
        return WriteStatus.Ok;
    }

    private WriteStatus Keep(WriteStatus status)
    {
        if (!status.IsOk && firstError.IsOk) firstError = status;
        return status;
    }
}
