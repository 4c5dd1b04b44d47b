using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Support;

/// <summary>The elements of one value, in the order in which they stand.</summary>
/// <param name="Elements">Up to the fault.</param>
/// <param name="BodyStart">Where they begin, behind a bitmap.</param>
/// <param name="Fault">Why they end before the value does.</param>
internal sealed record SlowContainer(List<SlowElement> Elements, int BodyStart, ParseError Fault)
{
    public SlowElement? this[string key] => Elements.Find(element => element.Key == key);
}
