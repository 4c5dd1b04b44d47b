namespace CardSwitch.Station.Guessing;

/// <summary>A place in the ranking, and the readings that share it because nothing tells them apart.</summary>
internal sealed record RankedReading(int Rank, List<Reading> Readings)
{
    internal Reading First => Readings[0];

    /// <summary>Such as <c>be2 + tpdu + iso1987-binary</c>.</summary>
    internal string Name => string.Join(" or ", Readings
        .GroupBy(reading => (reading.Framing.Name, Header: reading.Header.Name))
        .Select(alike => NameOf(alike.Key.Name, alike.Key.Header, string.Join(" or ", alike.Select(reading => reading.Format.Name)))));

    private static string NameOf(params string[] parts) => string.Join(" + ", parts.Where(part => part.Length > 0));
}
