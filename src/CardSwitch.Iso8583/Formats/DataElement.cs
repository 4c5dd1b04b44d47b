namespace CardSwitch.Iso8583;

/// <summary>What a standard says of a data element, whatever dialect carries it.</summary>
/// <param name="Name">The element's name in the standard.</param>
/// <param name="Content">The characters that it may hold.</param>
/// <param name="Length">Its length rule, in digits, characters or (for <see cref="ContentClass.Binary"/>) bytes.</param>
/// <param name="Sensitivity">How it is shown to people.</param>
/// <param name="Date">The layout of a date or time in the standard's letters, CC YY MM DD hh mm ss; null for others.</param>
/// <param name="Composite">The elements within the plain value, or null.</param>
internal readonly record struct DataElement(
    string Name, ContentClass Content, FieldLength Length, Sensitivity Sensitivity = Sensitivity.None,
    string? Date = null, CompositeSpec? Composite = null);
