namespace CardSwitch.Iso8583;

/// <summary>What stands in a message before its type.</summary>
public enum HeaderKind : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>So many bytes of any value.</summary>
    Any,

    /// <summary>The same bytes in every message.</summary>
    Exact,

    /// <summary>A transport protocol data unit: identifier, two bytes of destination, two of source.</summary>
    Tpdu,

    /// <summary>
    /// Visa BASE I: 22 bytes, the first of which is that length; in a rejected message a reject header of 26 bytes stands
    /// before the header of the message that it returns.
    /// </summary>
    BaseI,
}
