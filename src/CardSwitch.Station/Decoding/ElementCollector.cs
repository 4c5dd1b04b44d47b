using CardSwitch.Iso8583;

namespace CardSwitch.Station.Decoding;

/// <summary>Hangs the elements within a field below its node.</summary>
internal readonly struct ElementCollector(ElementNode root, bool unmasked) : IElementVisitor
{
    private readonly Stack<ElementNode> containers = new([root]);

    public bool Enter(string key, scoped in SubField element)
    {
        var node = new ElementNode(key, element.Spec, ValueText.Plain(element), ValueText.Of(element, unmasked));
        containers.Peek().Within.Add(node);
        if (element.Inner is null) return false;
        containers.Push(node);
        return true;
    }

    public void Leave() => containers.Pop();

    public void Fail(string key, ParseError error, int at) =>
        containers.Peek().Fault = FormattableString.Invariant($"not read any further at byte {at}: {error}");
}
