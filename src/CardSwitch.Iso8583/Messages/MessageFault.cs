namespace CardSwitch.Iso8583;

/// <summary>Something wrong with a message that could be read. It never holds bytes of the message.</summary>
/// <param name="Path">The field or the element within it.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Expected">What was expected, in words.</param>
public sealed record MessageFault(string Path, MessageFaultKind Kind, string Expected)
{
    /// <summary>One line for people: <c>DE 38: missing; mandatory when 39 is 00</c>.</summary>
    public override string ToString() => $"DE {Path}: {Word}; {Expected}";

    private string Word => Kind switch
    {
        MessageFaultKind.Missing => "missing",
        MessageFaultKind.Forbidden => "not allowed",
        MessageFaultKind.BadContent => "bad content",
        MessageFaultKind.BadDate => "no such date or time",
        _ => "its elements cannot be read",
    };
}
