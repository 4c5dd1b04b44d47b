using CardSwitch.Iso8583;

namespace CardSwitch.Station.Guessing;

/// <summary>A header that messages may have before their type.</summary>
/// <param name="Name">For people; empty where there is none.</param>
/// <param name="Spec">The header.</param>
/// <param name="Cost">The higher, the less often it is met.</param>
internal sealed record HeaderGuess(string Name, HeaderSpec Spec, int Cost)
{
    private const string Text = "text ISO and 9 digits";
    private const int MostAny = 16;

    /// <summary>The headers with a form of their own.</summary>
    internal static IReadOnlyList<HeaderGuess> Known { get; } =
    [
        new HeaderGuess("", HeaderSpec.None, 0),
        new HeaderGuess("tpdu", HeaderSpec.Tpdu(0, 0), 1),
        new HeaderGuess(Text, HeaderSpec.Any("ISO000000000"u8), 2),
        new HeaderGuess("base-i", HeaderSpec.BaseI(0, 0), 3),
    ];

    /// <summary>So many bytes, whatever they are; for want of anything better.</summary>
    internal static IReadOnlyList<HeaderGuess> Any { get; } =
        [.. Enumerable.Range(1, MostAny).Select(n => new HeaderGuess($"any {n} bytes", HeaderSpec.Any(new byte[n]), 10 + n))];

    /// <summary>Whether the message begins so, as far as the format does not look at it.</summary>
    internal bool IsAt(ReadOnlySpan<byte> message) =>
        Name != Text
        || (message.StartsWith("ISO"u8) && message.Length >= 12 && !message[3..12].ContainsAnyExceptInRange((byte)'0', (byte)'9'));

    /// <summary>Whether the numbers in the header of a message are true; null where there are none.</summary>
    internal bool? IsTrue(ReadOnlySpan<byte> message) => Spec.Kind == HeaderKind.BaseI && message[0] == Spec.Length
        ? (message[3] << 8 | message[4]) == message.Length
        : null;
}
