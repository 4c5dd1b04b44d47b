namespace CardSwitch.Station.Simulators.Shops;

/// <summary>What became of the purchase that a slot was last used for.</summary>
internal enum PurchaseFate : byte
{
    None,
    Answered,
    GivenUp,
}
