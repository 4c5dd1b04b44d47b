using CardSwitch.Iso8583;

namespace CardSwitch.Station.Guessing;

/// <summary>Reads captured bytes in every framing, header and format that it knows, and ranks what fits.</summary>
internal sealed class Guesser
{
    private readonly (HeaderGuess Header, MessageFormat Format)[] known;
    private readonly IReadOnlyList<MessageFormat> formats;

    /// <param name="formats">The formats to be tried; one that has a header of its own is tried with that only.</param>
    internal Guesser(IEnumerable<MessageFormat> formats)
    {
        this.formats = [.. formats];
        known = [.. this.formats.SelectMany(format => With(format, HeaderGuess.Known))];
    }

    /// <summary>The readings that explain anything, best first; those that are equally good have the same rank.</summary>
    internal List<RankedReading> Rank(IReadOnlyList<CapturedBytes> captured)
    {
        (FramingGuess Framing, FrameCut Cut)[] cuts =
            [.. FramingGuess.All.Select(framing => (framing, FrameCut.Of(framing, captured))).Where(cut => cut.Item2.Frames.Count > 0)];
        List<Reading> readings = Read(cuts, known);
        if (!readings.Any(reading => reading.IsWhole))
        {
            readings.AddRange(Read(cuts, [.. formats.Where(IsBare).SelectMany(format => With(format, HeaderGuess.Any))])
                .Where(reading => reading.Whole > 0));
        }
        readings.Sort(Reading.Compare);

        List<RankedReading> ranked = [];
        foreach (Reading reading in readings)
        {
            if (ranked.Count > 0 && Reading.Compare(ranked[^1].Readings[0], reading) == 0) ranked[^1].Readings.Add(reading);
            else ranked.Add(new RankedReading(ranked.Count + 1, [reading]));
        }
        return ranked;
    }

    private static List<Reading> Read(
        (FramingGuess Framing, FrameCut Cut)[] cuts, IReadOnlyList<(HeaderGuess Header, MessageFormat Format)> candidates) =>
    [
        .. cuts.SelectMany(cut => candidates.Select(candidate => Reading.Of(cut.Framing, cut.Cut, candidate.Header, candidate.Format)))
            .Where(reading => reading.Whole > 0 || reading.PartialBytes > 0),
    ];

    private static IEnumerable<(HeaderGuess Header, MessageFormat Format)> With(MessageFormat format, IEnumerable<HeaderGuess> headers) =>
        IsBare(format)
            ? headers.Select(header => (header, header.Spec.Kind == HeaderKind.None ? format : format.WithHeader(header.Spec)))
            : [(new HeaderGuess($"header {format.Header}", format.Header, 0), format)];

    private static bool IsBare(MessageFormat format) => format.Header.Kind == HeaderKind.None;
}
