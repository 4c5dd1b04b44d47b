using CardSwitch.Framing;

namespace CardSwitch.Station.Guessing;

/// <summary>A framing that the bytes may have.</summary>
/// <param name="Name">As --framing takes it, or "no framing".</param>
/// <param name="Framing">The framing, or null where all that was captured together is one message.</param>
/// <param name="Cost">The higher, the less often it is met: it decides between readings that fit alike.</param>
internal sealed record FramingGuess(string Name, FrameFormat? Framing, int Cost)
{
    private static readonly string[] Texts =
    [
        "be2", "be2 inclusive", "ascii4", "bcd2", "be2 filler=0000", "be4", "le2", "ascii4 inclusive", "be4 inclusive",
        "be3", "be2 counted-trailer=03", "be2 trailer=03", "bcd2 inclusive", "le2 inclusive", "le4", "ascii5", "ascii6", "ascii3",
        "ascii2", "be1",
    ];

    /// <summary>Those of the channels that switches and terminals are known to have; most usual first.</summary>
    internal static IReadOnlyList<FramingGuess> All { get; } =
        [new FramingGuess("no framing", null, 0), .. Texts.Select((text, i) => Parse(text, i + 1))];

    // A capture may hold any message that there can be.
    private static FramingGuess Parse(string text, int cost)
    {
        if (!FrameFormat.TryParse(text, out FrameFormat usual, out string error)) throw new InvalidOperationException(error);
        long counted = (usual.Length.CountsItself ? usual.Length.Size : 0) + (usual.CountsTrailer ? usual.TrailerLength : 0);
        int max = (int)Math.Min(usual.Length.MaxValue - counted, ushort.MaxValue);
        return new FramingGuess(text, new FrameFormat(
            usual.Length, usual.Lead, usual.Filler, usual.Prefix, usual.Trailer, usual.CountsTrailer, max), cost);
    }
}
