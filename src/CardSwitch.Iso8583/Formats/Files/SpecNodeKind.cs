namespace CardSwitch.Iso8583;

/// <summary>What a node of a file's structure is.</summary>
internal enum SpecNodeKind : byte
{
    Null,
    Flag,
    Number,
    Text,
    List,
    Map,
}
