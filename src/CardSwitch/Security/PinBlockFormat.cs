namespace CardSwitch.Security;

/// <summary>The formats of PIN blocks of ISO 9564-1 that go between zones.</summary>
public enum PinBlockFormat
{
    /// <summary>Format 0: PIN and card number, filled with F.</summary>
    Format0 = 0,

    /// <summary>Format 1: without card number; only ever a source, or a target of a source of format 1.</summary>
    Format1 = 1,

    /// <summary>Format 3: PIN and card number, filled with random digits.</summary>
    Format3 = 3,

    /// <summary>Format 4: AES, PIN and card number in two blocks.</summary>
    Format4 = 4,
}
