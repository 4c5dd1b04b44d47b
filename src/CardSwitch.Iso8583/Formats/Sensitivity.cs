namespace CardSwitch.Iso8583;

/// <summary>What a data element gives away, and so how it is shown to people (PCI DSS 3.x to 4.0).</summary>
public enum Sensitivity : byte
{
    /// <summary>Shown as it is.</summary>
    None,

    /// <summary>A card or account number: first six and last four digits at most.</summary>
    Pan,

    /// <summary>Track data: never shown, never kept after authorisation.</summary>
    Track,

    /// <summary>An enciphered PIN: never shown, never kept after authorisation.</summary>
    Pin,

    /// <summary>A key, a MAC or security control information: never shown.</summary>
    KeyOrMac,

    /// <summary>Private data whose layout is the networks' own and may hold any of the above: never shown.</summary>
    Private,
}
