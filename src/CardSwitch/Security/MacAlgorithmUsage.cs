namespace CardSwitch.Security;

/// <summary>What a key must be for to be used by an algorithm.</summary>
internal static class MacAlgorithmUsage
{
    internal static KeyUsage Usage(this MacAlgorithm algorithm) => algorithm switch
    {
        MacAlgorithm.Algorithm1 => KeyUsage.MacAlgorithm1,
        MacAlgorithm.Algorithm3 => KeyUsage.MacAlgorithm3,
        _ => KeyUsage.MacCmac,
    };
}
