namespace CardSwitch.Simulation.Network;

/// <summary>The messages that are under way, in slots that are used again.</summary>
internal sealed class FrameStore
{
    internal const int Stride = 1024;

    private byte[] bytes = new byte[256 * Stride];
    private int[] lengths = new int[256];
    private Subject[] subjects = new Subject[256];
    private int[] free = new int[256];
    private int freeCount;
    private int used;

    internal int InUse => used - freeCount;

    /// <summary>The message in a slot. Another message may stand there as soon as the slot is released.</summary>
    internal Span<byte> this[int slot] => bytes.AsSpan(slot * Stride, lengths[slot]);

    /// <summary>Forgets all messages.</summary>
    internal void Clear() => used = freeCount = 0;

    /// <summary>What the message in a slot is about.</summary>
    internal Subject SubjectOf(int slot) => subjects[slot];

    internal int Keep(ReadOnlySpan<byte> frame, Subject subject)
    {
        int slot = freeCount > 0 ? free[--freeCount] : TakeNew();
        lengths[slot] = frame.Length;
        subjects[slot] = subject;
        frame.CopyTo(bytes.AsSpan(slot * Stride, Stride));
        return slot;
    }

    internal void Release(int slot)
    {
        if (freeCount == free.Length) Array.Resize(ref free, free.Length * 2);
        free[freeCount++] = slot;
    }

    // Spans of the former array stay readable until their readers are done with them.
    private int TakeNew()
    {
        if (used == lengths.Length)
        {
            Array.Resize(ref bytes, bytes.Length * 2);
            Array.Resize(ref lengths, lengths.Length * 2);
            Array.Resize(ref subjects, subjects.Length * 2);
        }
        return used++;
    }
}
