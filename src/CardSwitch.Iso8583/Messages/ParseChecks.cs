namespace CardSwitch.Iso8583;

/// <summary>
/// What a parser checks beyond what it must to stay within the frame. Without any check a parse still never reads past
/// the end, and every field it reports lies within the frame.
/// </summary>
[Flags]
public enum ParseChecks : byte
{
    None = 0,

    /// <summary>Lengths over the maximum and bytes behind the last field are errors.</summary>
    Structure = 1,

    /// <summary>Bytes outside a field's content class are errors.</summary>
    Content = 2,

    All = Structure | Content,
}
