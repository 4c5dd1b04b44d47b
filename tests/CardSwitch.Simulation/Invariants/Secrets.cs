namespace CardSwitch.Simulation.Invariants;

/// <summary>Whether bytes hold what must never be kept: the PIN block or the track that all simulated cards have.</summary>
internal static class Secrets
{
    private static ReadOnlySpan<byte> Characters => "9999999999"u8;

    private static ReadOnlySpan<byte> Packed => [0x99, 0x99, 0x99, 0x99, 0x99];

    internal static bool AreIn(ReadOnlySpan<byte> record) => record.IndexOf(Packed) >= 0 || record.IndexOf(Characters) >= 0;
}
