using System.Runtime.CompilerServices;

namespace CardSwitch.Simulation.Invariants;

/// <summary>Why a requirement does not hold: text that is put together only then.</summary>
[InterpolatedStringHandler]
internal ref struct Reason
{
    private DefaultInterpolatedStringHandler text;

    public Reason(int literalLength, int formattedCount, bool holds, out bool wanted)
    {
        wanted = !holds;
        text = wanted ? new DefaultInterpolatedStringHandler(literalLength, formattedCount) : default;
    }

    public void AppendLiteral(string value) => text.AppendLiteral(value);

    public void AppendFormatted<T>(T value) => text.AppendFormatted(value);

    public void AppendFormatted<T>(T value, string format) => text.AppendFormatted(value, format);

    public override string ToString() => text.ToStringAndClear();
}
