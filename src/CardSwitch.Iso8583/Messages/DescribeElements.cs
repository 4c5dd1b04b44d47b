namespace CardSwitch.Iso8583;

/// <summary>A line for each element within a field.</summary>
internal struct DescribeElements(DescribedLines lines, string path, bool unmasked) : IElementVisitor
{
    private readonly Stack<string> paths = new([path]);

    public readonly bool Enter(string key, scoped in SubField element)
    {
        if (!lines.HasRoom()) return false;
        string own = $"{paths.Peek()}.{key}";
        lines.Add($"  {own}", element.Spec?.Name ?? "", ValueText.Of(element, unmasked));
        if (element.Inner is null) return false;
        paths.Push(own);
        return true;
    }

    public readonly void Leave() => paths.Pop();

    public readonly void Fail(string key, ParseError error, int at) =>
        lines.Add($"  {paths.Peek()}", "", $"[not read any further at byte {at}: {error}]");
}
