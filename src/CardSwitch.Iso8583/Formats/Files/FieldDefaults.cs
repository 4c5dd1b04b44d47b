using System.Globalization;

namespace CardSwitch.Iso8583;

/// <summary>
/// What holds of a field where its file does not say: reading puts it in, and writing leaves it out.
/// </summary>
internal sealed class FieldDefaults
{
    private readonly string name;
    private readonly Sensitivity sensitivity;
    private readonly WireHabits habits;

    private FieldDefaults(string name, Sensitivity sensitivity, WireHabits habits)
    {
        this.name = name;
        this.sensitivity = sensitivity;
        this.habits = habits;
    }

    /// <summary>What the file's object changes; null where the field is new.</summary>
    internal FieldSpec? Existing { get; private init; }

    /// <summary>The type of a new field, or null where it has to be given.</summary>
    internal (ContentClass Content, FieldLength Length)? Type { get; private init; }

    /// <summary>
    /// Of a data element. What the standard protects is protected unless the file says otherwise, so that a table
    /// that was typed in a hurry shows no card number.
    /// </summary>
    internal static FieldDefaults OfField(int number, WireHabits habits, FieldSpec? existing) => new(
        string.Create(CultureInfo.InvariantCulture, $"Field {number}"),
        Iso1987Elements.Table.TryGetValue(number, out DataElement element) ? element.Sensitivity : Sensitivity.None,
        habits)
    {
        Existing = existing,
    };

    /// <summary>
    /// Of an element within a field: it is shown like the field. A tag that EMV knows is as in EMV, and what has its
    /// length told by its tag is bytes.
    /// </summary>
    internal static FieldDefaults OfElement(CompositeKind kind, string key, Sensitivity field)
    {
        bool isTlv = kind == CompositeKind.BerTlv;
        bool isBytes = isTlv || kind == CompositeKind.Datasets || key == CompositeSpec.TlvKey;
        return new FieldDefaults($"Element {key}", field, isTlv ? WireHabits.WithinTlv : WireHabits.Within)
        {
            Existing = isTlv ? EmvTags.Composite[key] : null,
            Type = isBytes ? (ContentClass.Binary, FieldLength.Rest(FieldLength.Most)) : null,
        };
    }

    /// <summary>Of the elements of unknown tag.</summary>
    internal static FieldDefaults OfUnknown(Sensitivity field) => new("Unknown element", field, WireHabits.Within);

    /// <summary>The field of that type as far as only its type is known.</summary>
    internal FieldSpec Start(ContentClass content, FieldLength length) => Existing is { } existing
        ? existing with { Content = content, Length = length }
        : habits.Carry(name, content, length, sensitivity);
}
