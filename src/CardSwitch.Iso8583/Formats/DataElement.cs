namespace CardSwitch.Iso8583;

/// <summary>What a standard says of a data element, whatever dialect carries it.</summary>
internal readonly record struct DataElement(
    string Name, ContentClass Content, FieldLength Length, Sensitivity Sensitivity = Sensitivity.None);
