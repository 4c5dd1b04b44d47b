namespace CardSwitch.Load.Relays;

/// <summary>
/// One buffer fills while the other is sent. <see cref="sending"/> is set by whoever finds it clear and claims the first
/// send, and cleared by the sender that finds nothing more. The caller holds the relay's lock.
/// </summary>
internal sealed class DoubleBuffer(int capacity)
{
    private byte[] filling = GC.AllocateUninitializedArray<byte>(capacity);
    private byte[] leaving = GC.AllocateUninitializedArray<byte>(capacity);
    private int filled;
    private bool sending;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > filling.Length - filled)
            Array.Resize(ref filling, Math.Max(2 * filling.Length, filled + bytes.Length));
        bytes.CopyTo(filling.AsSpan(filled));
        filled += bytes.Length;
    }

    /// <summary>True when nobody sends: the caller now does, after it has left the lock.</summary>
    public bool TryClaim()
    {
        if (sending || filled == 0) return false;
        sending = true;
        return true;
    }

    /// <summary>The sender's next bytes; none ends its turn.</summary>
    public ArraySegment<byte> Swap()
    {
        if (filled == 0)
        {
            sending = false;
            return ArraySegment<byte>.Empty;
        }

        (filling, leaving) = (leaving, filling);
        var bytes = new ArraySegment<byte>(leaving, 0, filled);
        filled = 0;
        return bytes;
    }
}
