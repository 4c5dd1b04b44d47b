using System.Numerics;

namespace CardSwitch.Security;

/// <summary>Odd parity of DES keys: FIPS PUB 46-3 keeps the lowest bit of each byte for it, and some hardware insists.</summary>
internal static class OddParity
{
    internal static void Set(Span<byte> key)
    {
        foreach (ref byte b in key) b = (byte)((b & 0xFE) | (~BitOperations.PopCount(b & 0xFEu) & 1));
    }
}
