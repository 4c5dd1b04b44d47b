using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CardSwitch.Iso8583;

/// <summary>
/// The way to a field or to an element within it: <c>55.9F02</c>, <c>127.22</c>, <c>48.2</c>. Made once and used for every
/// message.
/// </summary>
public sealed class FieldPath : IEquatable<FieldPath>
{
    /// <summary>More than any network nests, and a bound for what a hostile path may cost.</summary>
    internal const int MaxSteps = 32;

    private readonly SubFieldKey[] steps;

    private FieldPath(int field, SubFieldKey[] steps)
    {
        Field = field;
        this.steps = steps;
    }

    /// <summary>The data element, 0 to 192.</summary>
    public int Field { get; }

    /// <summary>The keys of the elements within, outermost first; empty for the field itself.</summary>
    internal ReadOnlySpan<SubFieldKey> Steps => steps;

    /// <summary>The path of a text; false when it does not begin with a field's number or a key is empty.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out FieldPath? path)
    {
        path = null;
        string[] parts = text?.Split('.') ?? [];
        if (parts.Length is 0 or > MaxSteps + 1
            || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int field)
            || field > Bitmap.MaxField || parts.Any(part => part.Length is 0 or > 8))
        {
            return false;
        }
        path = new FieldPath(field, [.. parts.Skip(1).Select(part => new SubFieldKey(part))]);
        return true;
    }

    /// <exception cref="FormatException">The text is no path.</exception>
    public static FieldPath Parse(string text) => TryParse(text, out FieldPath? path)
        ? path
        : throw new FormatException("A path is a field's number and the keys of elements within, as in 55.9F02.");

    public bool Equals(FieldPath? other) => other is not null && ToString() == other.ToString();

    public override bool Equals(object? obj) => Equals(obj as FieldPath);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    public override string ToString() => string.Join('.',
        steps.Select(step => step.Text).Prepend(Field.ToString(CultureInfo.InvariantCulture)));
}
