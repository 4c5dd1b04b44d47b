namespace CardSwitch.Journal;

/// <summary>Memory for the bytes of a settlement's rows, used again for the next one's.</summary>
internal sealed class RowBytes
{
    private const int BlockBytes = 1 << 16;

    private readonly List<byte[]> blocks = [];
    private int block = -1;
    private int used;

    /// <summary>So many bytes, of any value, until <see cref="Clear"/>.</summary>
    internal Memory<byte> Take(int length)
    {
        if (block < 0 || blocks[block].Length - used < length)
        {
            if (++block == blocks.Count) blocks.Add([]);
            if (blocks[block].Length < length) blocks[block] = GC.AllocateUninitializedArray<byte>(Math.Max(BlockBytes, length));
            used = 0;
        }
        Memory<byte> taken = blocks[block].AsMemory(used, length);
        used += length;
        return taken;
    }

    internal void Clear() => (block, used) = (-1, 0);
}
