using System.Buffers;

namespace CardSwitch.Tests.Support;

/// <summary>A buffer writer over one array, which allocates nothing after construction.</summary>
internal sealed class FixedBufferWriter(int bytes) : IBufferWriter<byte>
{
    private readonly byte[] array = new byte[bytes];
    private int count;

    internal ReadOnlySpan<byte> Written => array.AsSpan(0, count);

    internal void Clear() => count = 0;

    public void Advance(int count) => this.count += count;

    public Memory<byte> GetMemory(int sizeHint = 0) => array.AsMemory(count);

    public Span<byte> GetSpan(int sizeHint = 0) => array.AsSpan(count);
}
