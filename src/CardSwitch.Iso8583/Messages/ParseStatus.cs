namespace CardSwitch.Iso8583;

/// <summary>
/// The result of a parse: what is wrong, in which field, and where. It never holds bytes of the message, so that it
/// may be logged as it is.
/// </summary>
/// <param name="Error">What is wrong, or <see cref="ParseError.None"/>.</param>
/// <param name="Field">The data element; 0 for the message type, 1 for a bitmap or for the frame as a whole.</param>
/// <param name="Offset">The offset in bytes, from the start of the frame, of the first byte at fault.</param>
public readonly record struct ParseStatus(ParseError Error, int Field, int Offset)
{
    /// <summary>The frame is a message of the format.</summary>
    public static ParseStatus Ok => default;

    /// <summary>Whether the frame is a message of the format.</summary>
    public bool IsOk => Error == ParseError.None;

    /// <summary>One line for people: field, offset, and what was expected according to the format.</summary>
    public string Describe(MessageFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        string attribute = format[Field] is { } spec ? $"{spec.Name} ({spec.Attribute})" : "not defined";
        string place = $"field {Field}, {attribute}, at byte {Offset}";
        return Error switch
        {
            ParseError.None => "no error",
            ParseError.Truncated => $"{place}: the frame ends before the field does",
            ParseError.LengthOverMaximum => $"{place}: the length prefix exceeds the maximum",
            ParseError.BadLengthDigits => $"{place}: the length prefix is not {format[Field]!.Prefix} digits, or counts what cannot be",
            ParseError.BadContent => $"{place}: a byte that the content class excludes",
            ParseError.UnknownField => $"field {Field} at byte {Offset}: {format.Name} does not define it",
            ParseError.TrailingBytes => $"byte {Offset}: bytes follow the last field",
            ParseError.BadMessageType => $"byte {Offset}: the message type is not four digits",
            ParseError.BadBitmap => $"byte {Offset}: the bitmap is not hexadecimal",
            ParseError.BadHeader => $"byte {Offset}: the header before the message type is not {format.Header}",
            _ => $"byte {Offset}: the frame is longer than 65535 bytes",
        };
    }

    /// <summary>
    /// The same with what a look at the whole frame tells: where it probably left the format, if the rest of it would fit a
    /// few bytes earlier or later. At leisure: for people, not for every bad message of a flood.
    /// </summary>
    public string Describe(MessageFormat format, ReadOnlySpan<byte> frame)
    {
        string status = Describe(format);
        return !IsOk && Misalignment.Find(format, frame) is { } hint ? $"{status}; {hint}" : status;
    }

    public override string ToString() => IsOk ? "Ok" : $"{Error}, field {Field}, byte {Offset}";
}
