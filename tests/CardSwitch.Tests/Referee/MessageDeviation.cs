using CardSwitch.Iso8583;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Referee;

/// <summary>Messages of some formats that the dissector does not read as such, or not to the end.</summary>
/// <param name="Formats">The formats concerned.</param>
/// <param name="Does">What the dissector does.</param>
/// <param name="Probe">A message that shows it: the type, then fields as number=value, binary elements in hexadecimal.</param>
/// <param name="Meets">Whether it concerns a message, given with its frame.</param>
internal sealed record MessageDeviation(
    MessageFormat[] Formats, string Does, string Probe, Func<SlowMessage, byte[], bool> Meets)
{
    public override string ToString() => $"{string.Join(", ", Formats.Select(format => format.Name))}: {Does}";
}
