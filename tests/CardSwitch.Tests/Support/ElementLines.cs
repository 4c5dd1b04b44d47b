using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Support;

/// <summary>What a visitor is shown, in the lines of <see cref="SlowElements"/>.</summary>
internal struct ElementLines(List<string> lines) : IElementVisitor
{
    private int depth;

    public static string Of(CompositeSpec composite, byte[] container, ParseChecks checks)
    {
        var lines = new List<string>();
        var visitor = new ElementLines(lines);
        ElementVisit.Run(new SubField(container, container.Length, UnitShape.ByteEach, null, composite), ref visitor, checks);
        return string.Join('\n', lines);
    }

    public bool Enter(string key, scoped in SubField element)
    {
        lines.Add(SlowElements.Line(depth++, key, element.Units, element.Wire.ToArray()));
        return true;
    }

    public void Leave() => depth--;

    public readonly void Fail(string key, ParseError error, int at) => lines.Add(SlowElements.Fault(depth, key, error, at));
}
