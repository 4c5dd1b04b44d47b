using CardSwitch.Iso8583;

namespace CardSwitch.Issuing;

/// <summary>
/// A request given to an issuer in this process. It owns a copy of the message, so that it may be kept across awaits
/// until the handler's task completes, and not longer: it is used again for another request then.
/// </summary>
public sealed class IssuerRequest
{
    private readonly FieldIndex index = new();
    private readonly MessagePatch answer = new(MessageFormats.Iso1987Ascii);
    private byte[] frame = new byte[512];
    private int length;
    private MessageParser? parser;

    internal IssuerRequest()
    {
    }

    /// <summary>The message. A view lives no longer than the current synchronous stretch; take a new one after an await.</summary>
    public MessageView View => new(frame.AsSpan(0, length), index);

    /// <summary>
    /// Sets a field of the answer besides the response code, such as the approval code (DE 38) or balances (DE 54), from
    /// its plain value: characters, or bytes for a binary field.
    /// </summary>
    /// <exception cref="ArgumentException">The format has no such field, or the value does not fit it.</exception>
    public void Set(int field, ReadOnlySpan<byte> value)
    {
        WriteStatus status = answer.Set(field, value);
        if (!status.IsOk) throw new ArgumentException(status.Describe(View.Format), nameof(value));
    }

    /// <summary>Room for a message of so many bytes.</summary>
    internal Span<byte> Reserve(int bytes)
    {
        if (frame.Length < bytes) frame = new byte[bytes];
        return frame.AsSpan(0, bytes);
    }

    /// <summary>Takes the message written to the room reserved; the core has checked it already.</summary>
    internal void Take(int bytes, MessageFormat format)
    {
        length = bytes;
        if (!ReferenceEquals(parser?.Format, format)) parser = new MessageParser(format, ParseChecks.Structure);
        parser!.Parse(frame.AsSpan(0, length), index);
        ForgetAnswer();
    }

    /// <summary>Undoes what the handler has set.</summary>
    internal void ForgetAnswer()
    {
        answer.Reset(parser!.Format);
        foreach (byte field in NeverAnswered)
        {
            if (index.Has(field)) answer.Remove(field);
        }
    }

    /// <summary>A number of bytes that the answer surely fits in.</summary>
    internal int MaxAnswerLength => answer.GetMaxLength(View) + 16;

    /// <summary>
    /// Writes the answer: the request with the answer's type, the code, and what the handler set. False when the code is
    /// none, or none that the format can hold.
    /// </summary>
    internal bool TryWriteAnswer(ResponseCode code, Span<byte> destination, out int written)
    {
        written = 0;
        MessageView request = View;
        Span<byte> text = stackalloc byte[4];
        int count = code.CopyTo(text);
        answer.SetType(request.Type.ToResponse());
        return count > 0 && answer.Set(Field.ResponseCode, text[..count]).IsOk
            && answer.TryWrite(request, destination, out written);
    }

    // Card and PIN data stay where they are needed, unless the handler sets them.
    private static ReadOnlySpan<byte> NeverAnswered =>
        [Field.Track2, Field.Track3, Field.Track1, Field.PinData, Field.IccData];
}
