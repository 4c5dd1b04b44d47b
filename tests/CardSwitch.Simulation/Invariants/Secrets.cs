using CardSwitch.Simulation.Models;

namespace CardSwitch.Simulation.Invariants;

/// <summary>Whether bytes hold what must never be kept: the PIN block or the track that all simulated cards have.</summary>
internal static class Secrets
{
    // Twelve digits of the track's discretionary data, as characters and packed at either nibble.
    private static ReadOnlySpan<byte> Characters => "919191919191"u8;

    private static ReadOnlySpan<byte> Even => [0x91, 0x91, 0x91, 0x91, 0x91];

    private static ReadOnlySpan<byte> Odd => [0x19, 0x19, 0x19, 0x19, 0x19];

    internal static bool AreIn(ReadOnlySpan<byte> record) =>
        record.IndexOf(Card.PinBlock) >= 0 || record.IndexOf(Characters) >= 0 || record.IndexOf(Even) >= 0 || record.IndexOf(Odd) >= 0;
}
