namespace CardSwitch.Iso8583;

/// <summary>Notes what is wrong with the elements within a field.</summary>
internal struct CheckElements(List<MessageFault> faults, string path) : IElementVisitor
{
    private readonly Stack<string> paths = new([path]);

    public readonly bool Enter(string key, scoped in SubField element)
    {
        paths.Push($"{paths.Peek()}.{key}");
        CheckDate(element);
        if (element.Inner is not null) return true;
        paths.Pop();
        return false;
    }

    public readonly void Leave() => paths.Pop();

    public readonly void Fail(string key, ParseError error, int at)
    {
        string own = key.Length == 0 ? paths.Peek() : $"{paths.Peek()}.{key}";
        faults.Add(new MessageFault(own, MessageFaultKind.BadElements, $"{Words(error)} at byte {at} of DE {paths.Peek()}"));
    }

    /// <summary>The element that was entered last.</summary>
    internal readonly void CheckDate(scoped in SubField element)
    {
        if (element.Spec?.Date is not { } layout) return;
        Span<byte> digits = stackalloc byte[14];
        if (element.TryCopy(digits, out int length) && (length == 0 || DateLayout.Admits(layout, digits[..length]))) return;
        faults.Add(new MessageFault(paths.Peek(), MessageFaultKind.BadDate, layout));
    }

    private static string Words(ParseError error) => error switch
    {
        ParseError.Truncated => "the end comes too early,",
        ParseError.LengthOverMaximum => "the length exceeds the maximum,",
        ParseError.BadLengthDigits => "the length or tag is of no known form,",
        ParseError.BadContent => "a byte that the content class excludes,",
        ParseError.UnknownField => "an element that the format does not know,",
        ParseError.TrailingBytes => "bytes follow the last element,",
        _ => "the bitmap is not hexadecimal,",
    };
}
