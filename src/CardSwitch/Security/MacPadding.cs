namespace CardSwitch.Security;

/// <summary>How a message is filled up to whole blocks (ISO/IEC 9797-1, section 6.3).</summary>
internal enum MacPadding
{
    /// <summary>Zeros, none if whole already; an empty message is one block of zeros.</summary>
    Method1 = 1,

    /// <summary>One bit 1, always, then zeros.</summary>
    Method2 = 2,

    /// <summary>As method 1, behind a block that holds the length in bits.</summary>
    Method3 = 3,
}
