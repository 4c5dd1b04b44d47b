using CardSwitch.Load.Payload;

namespace CardSwitch.Load.Relays;

/// <summary>
/// Number towards the bank -> shop and the shop's own STAN. All that a relay knows of a message is where DE 11 stands.
/// The caller holds the relay's lock.
/// </summary>
internal sealed class OriginTable
{
    // The power of two above 1,000 shops with 64 requests each in flight; numbers are slots plus one, never 000000.
    private const int Capacity = 1 << 16;

    private readonly Origin[] origins = new Origin[Capacity];
    private uint next;

    /// <summary>Gives the request a number of the relay's own.</summary>
    public void Register(int shop, Span<byte> frame)
    {
        uint slot = next++ & (Capacity - 1);
        ref Origin origin = ref origins[slot];
        if (origin.ShopPlusOne != 0) throw new InvalidOperationException("More requests in flight than the relay has numbers.");
        Span<byte> stan = frame.Slice(R1Frame.StanOffset, R1Frame.StanLength);
        origin.ShopPlusOne = shop + 1;
        origin.Stan = Digits.ReadSix(stan);
        Digits.WriteSix(stan, slot + 1);
    }

    /// <summary>Restores the shop's number in the answer.</summary>
    /// <returns>The shop, or -1 for an answer to no request.</returns>
    public int Restore(Span<byte> frame)
    {
        if (frame.Length < R1Frame.StanOffset + R1Frame.StanLength) return -1;
        Span<byte> stan = frame.Slice(R1Frame.StanOffset, R1Frame.StanLength);
        uint slot = Digits.ReadSix(stan) - 1;
        if (slot >= Capacity) return -1;
        ref Origin origin = ref origins[slot];
        int shop = origin.ShopPlusOne - 1;
        origin.ShopPlusOne = 0;
        if (shop >= 0) Digits.WriteSix(stan, origin.Stan);
        return shop;
    }

    private struct Origin
    {
        public int ShopPlusOne;
        public uint Stan;
    }
}
