namespace CardSwitch.Station.Simulators.Banks;

/// <summary>What became of a transaction in a bank's books.</summary>
internal enum BookedState : byte
{
    /// <summary>Approved by the bank, or told by an advice as approved elsewhere.</summary>
    Approved,

    Declined,

    /// <summary>Approved, and taken back.</summary>
    Reversed,

    /// <summary>Its reversal came first: it will never be approved.</summary>
    Blocked,
}
