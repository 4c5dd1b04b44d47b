using System.Buffers;

namespace CardSwitch.Iso8583;

/// <summary>Bytes being put together in borrowed memory, which is wiped when it is given back.</summary>
internal struct PooledBytes(int room)
{
    private byte[] bytes = ArrayPool<byte>.Shared.Rent(Math.Max(room, 16));

    internal int Length { get; private set; }

    internal readonly ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    internal void Append(scoped ReadOnlySpan<byte> more)
    {
        more.CopyTo(Reserve(more.Length));
        Length += more.Length;
    }

    /// <summary>Room for so many bytes behind those written; valid until the next call.</summary>
    internal Span<byte> Reserve(int count)
    {
        if (bytes.Length - Length < count)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(Length + count, bytes.Length * 2));
            Written.CopyTo(larger);
            GiveBack();
            bytes = larger;
        }
        return bytes.AsSpan(Length, count);
    }

    internal void Advance(int count) => Length += count;

    public readonly void Dispose() => GiveBack();

    private readonly void GiveBack()
    {
        bytes.AsSpan(0, Length).Clear();
        ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
    }
}
