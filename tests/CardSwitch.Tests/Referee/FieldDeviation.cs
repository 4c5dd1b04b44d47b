using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Referee;

/// <summary>
/// Fields of some formats that the dissector does not read as ISO 8583:1987 and this library mean them. One that says
/// neither what is admitted nor how it is shown keeps its fields out of the random messages.
/// </summary>
/// <param name="Formats">The formats concerned.</param>
/// <param name="Fields">The fields concerned.</param>
/// <param name="Does">What the dissector does.</param>
/// <param name="Probe">A sound value of any of the fields that shows it; of a binary element its hexadecimal form.</param>
/// <param name="Shown">What the dissector shows for the probe; null when it calls the message malformed.</param>
internal sealed record FieldDeviation(MessageFormat[] Formats, int[] Fields, string Does, string Probe, string? Shown)
{
    /// <summary>The characters that the dissector admits in the fields; random messages have no others.</summary>
    public string? Admits { get; init; }

    /// <summary>How the dissector shows a sound value, from how it would show it without the deviation.</summary>
    public Func<string, string>? Shows { get; init; }

    /// <summary>Whether the fields are kept out of the random messages.</summary>
    public bool KeepsOut => Admits is null && Shows is null;

    public override string ToString() =>
        $"fields {string.Join(' ', Fields)} of {string.Join(", ", Formats.Select(format => format.Name))}: {Does}";
}
