namespace CardSwitch.Station.Demo;

/// <summary>Values over time as a line of blocks, the newest at the right.</summary>
internal static class Sparkline
{
    private const string Blocks = "▁▂▃▄▅▆▇█";

    /// <summary>The last values that fit, from zero to the highest of them; blanks where there are none yet.</summary>
    internal static string Of(IReadOnlyCollection<double> values, int width)
    {
        double[] shown = [.. values.Skip(Math.Max(0, values.Count - width))];
        double highest = shown.DefaultIfEmpty().Max();
        return string.Create(width, (shown, highest), static (line, state) =>
        {
            line.Fill(' ');
            Span<char> filled = line[(line.Length - state.shown.Length)..];
            for (int i = 0; i < filled.Length; i++)
            {
                double share = state.highest > 0 ? state.shown[i] / state.highest : 0;
                filled[i] = Blocks[(int)Math.Round(share * (Blocks.Length - 1))];
            }
        });
    }
}
