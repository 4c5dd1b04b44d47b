namespace CardSwitch.Iso8583;

/// <summary>
/// The result of writing a value or a message: what is wrong, and in which field. It never holds the value, so that it
/// may be logged as it is.
/// </summary>
public readonly record struct WriteStatus
{
    // One word, so that a status travels in a register: there is one for each value that is set.
    private readonly int packed;

    /// <param name="error">What is wrong, or <see cref="WriteError.None"/>.</param>
    /// <param name="field">The data element; 0 for the message as a whole.</param>
    public WriteStatus(WriteError error, int field) => packed = field << 8 | (byte)error;

    /// <summary>What is wrong, or <see cref="WriteError.None"/>.</summary>
    public WriteError Error => (WriteError)(byte)packed;

    /// <summary>The data element; 0 for the message as a whole.</summary>
    public int Field => packed >> 8;

    /// <summary>It is written.</summary>
    public static WriteStatus Ok => default;

    /// <summary>Whether it is written.</summary>
    public bool IsOk => Error == WriteError.None;

    /// <summary>One line for people: the field, and what was expected according to the format written.</summary>
    public string Describe(MessageFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        string place = format[Field] is { } spec ? $"field {Field}, {spec.Name} ({spec.Attribute})" : $"field {Field}";
        return Error switch
        {
            WriteError.None => "no error",
            WriteError.UnknownField => $"field {Field}: {format.Name} does not define it",
            WriteError.TooLong => $"{place}: the value is longer than that",
            WriteError.TooShort => $"{place}: the value is shorter than that",
            WriteError.BadContent => $"{place}: a character that the content class excludes",
            WriteError.DestinationTooSmall => "the destination has too little room for the message",
            _ => "the message is longer than 65535 bytes",
        };
    }

    public override string ToString() => IsOk ? "Ok" : $"{Error}, field {Field}";
}
