using System.Buffers;
using CardSwitch.Journal;

namespace CardSwitch.Links;

/// <summary>
/// What a link has to send: one buffer that is filled while the other is being sent. Every member is called under the
/// owner's gate, so that "append" and "is a send under way?" are one step and no wake-up is lost. The buffers are lent by
/// the pool on first use; this object alone returns them, and never while the transport still reads one.
/// </summary>
internal sealed class LinkOutput
{
    private readonly LinkOptions options;

    private byte[]? filling;
    private int filled;
    private byte[]? spare;
    private byte[]? sent;
    private int sentLength;
    private bool closed;
    private bool completed;
    private int unsent;
    private HeldOutput? held;

    public LinkOutput(LinkOptions options) => this.options = options;

    /// <summary>Up to which record the journal is durable; what waits for a later one stays here.</summary>
    internal DurableMark Durable { get; set; } = DurableMark.Always;

    /// <summary>Whether some of what is pending waits for a record.</summary>
    internal bool IsHeld => held is { IsEmpty: false };

    /// <summary>After <see cref="Close"/>, until <see cref="DropUnsent"/>: the bytes that were never handed to a send.</summary>
    internal ReadOnlySpan<byte> Unsent => unsent > 0 ? filling.AsSpan(0, unsent) : default;

    /// <summary>Bytes appended and not yet handed to a send.</summary>
    public int Pending => filled;

    /// <summary>Whether a send is under way (or queued).</summary>
    public bool IsSending { get; private set; }

    /// <summary>How many batches were handed to the transport so far.</summary>
    public long Batches { get; private set; }

    /// <summary>How many bytes were handed to the transport so far.</summary>
    public long BytesSent { get; private set; }

    /// <summary>The batch being sent; for the link's send loop.</summary>
    internal ReadOnlyMemory<byte> Batch => new(sent, 0, sentLength);

    /// <summary>Whether <see cref="Finish"/> was called: no more is taken, the rest still leaves.</summary>
    internal bool IsFinishing { get; private set; }

    /// <summary>Bytes of pooled memory held.</summary>
    internal int HeldBytes => (filling?.Length ?? 0) + (spare?.Length ?? 0) + (sent?.Length ?? 0);

    /// <summary>
    /// Room for at least <paramref name="size"/> bytes, to be written before the gate is left and confirmed by
    /// <see cref="Advance(int)"/>. False when the link is closed or the peer is too slow: the buffer is at its cap.
    /// </summary>
    public bool TryReserve(int size, out Span<byte> room)
    {
        byte[]? buffer = filling;
        if (buffer is null || buffer.Length - filled < size || IsFinishing || closed)
        {
            if (!TryGrow(size))
            {
                room = default;
                return false;
            }

            buffer = filling!;
        }

        room = buffer.AsSpan(filled);
        return true;
    }

    /// <summary>Confirms bytes written to the reserved room.</summary>
    public void Advance(int written)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)written, (uint)(filling is null ? 0 : filling.Length - filled));
        filled += written;
    }

    /// <summary>Confirms bytes written to the reserved room that may not leave before a record is durable.</summary>
    internal void Advance(int written, long after)
    {
        if (after > Durable.UpTo) (held ??= new HeldOutput()).Add(filled, after);
        Advance(written);
    }

    /// <summary>Appends all bytes or, when <see cref="TryReserve"/> would say no, none.</summary>
    public bool TryAppend(ReadOnlySpan<byte> bytes)
    {
        if (!TryReserve(bytes.Length, out Span<byte> room)) return false;
        bytes.CopyTo(room);
        filled += bytes.Length;
        return true;
    }

    /// <summary>
    /// True when there is something to send and nobody sends: the caller must then call <see cref="Link.Flush"/> after
    /// leaving the gate.
    /// </summary>
    public bool TryBeginSend()
    {
        if (IsSending || filled == 0 || closed || !HasReady) return false;
        IsSending = true;
        if (!options.QueueSends) Swap();
        return true;
    }

    /// <summary>
    /// Ends the batch that was sent, if any. True: more was appended meanwhile (or the send was queued before its batch
    /// was taken), and it is now the batch. False: the send is over.
    /// </summary>
    internal bool TryContinueSend()
    {
        EndBatch();
        if (closed || filled == 0 || !HasReady)
        {
            IsSending = false;
            if (closed && unsent == 0) ReturnBuffers();
            return false;
        }

        Swap();
        return true;
    }

    /// <summary>Ends the send after an error: what was appended is lost with the link.</summary>
    internal void AbandonSend()
    {
        EndBatch();
        IsSending = false;
        if (closed && unsent == 0) ReturnBuffers();
    }

    /// <summary>Takes no more; what is pending is still to be sent.</summary>
    internal void Finish() => IsFinishing = true;

    /// <summary>True once: when no more is taken, nothing is pending, and no send is under way.</summary>
    internal bool TryComplete()
    {
        if (completed || IsSending || filled > 0 || !(closed || IsFinishing)) return false;
        return completed = true;
    }

    /// <summary>Takes no more, drops what is pending. A batch under way keeps its buffer until it ends.</summary>
    internal void Close()
    {
        if (closed) return;
        closed = true;
        unsent = filled;
        filled = 0;
        if (unsent == 0) ReturnBuffers();
    }

    /// <summary>Drops what was pending when the link closed.</summary>
    internal void DropUnsent()
    {
        unsent = 0;
        if (!IsSending) ReturnBuffers();
    }

    /// <summary>Drops what waits for a record that will never be durable, and all that stands behind it.</summary>
    internal void DropHeld()
    {
        if (held is null) return;
        if (!closed) filled = held.Ready(filled, Durable.UpTo);
        held.Clear();
    }

    /// <summary>Returns the buffers of a link that has been quiet.</summary>
    internal void ReleaseIdle()
    {
        if (!IsSending && filled == 0) ReturnBuffers();
    }

    private bool TryGrow(int size)
    {
        if (closed || IsFinishing) return false;
        if (filling is null && spare is not null)
        {
            filling = spare;
            spare = null;
            if (filling.Length >= size) return true;
        }

        // Doubling keeps the copying at less than one byte per byte appended.
        long needed = (long)filled + size;
        if (needed > options.OutputBufferMax) return false;
        int doubled = filling is null ? options.OutputBufferStart : filling.Length * 2;
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Max(needed, Math.Min(doubled, options.OutputBufferMax)));
        if (filling is not null)
        {
            filling.AsSpan(0, filled).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(filling, clearArray: true);
        }

        filling = larger;
        return true;
    }

    private bool HasReady => held is null || held.Ready(filled, Durable.UpTo) > 0;

    private void Swap()
    {
        int ready = held?.Ready(filled, Durable.UpTo) ?? filled;
        sent = filling;
        sentLength = ready;
        filling = spare;
        spare = null;
        if (ready < filled) KeepHeld(ready);
        else filled = 0;
        Batches++;
        BytesSent += sentLength;
    }

    // What waits stays: it moves to the front of the other buffer.
    private void KeepHeld(int ready)
    {
        int rest = filled - ready;
        if (filling is null || filling.Length < rest)
        {
            if (filling is not null) ArrayPool<byte>.Shared.Return(filling, clearArray: true);
            filling = ArrayPool<byte>.Shared.Rent(Math.Max(rest, options.OutputBufferStart));
        }
        sent.AsSpan(ready, rest).CopyTo(filling);
        filled = rest;
        held!.Left(ready);
    }

    private void EndBatch()
    {
        if (sent is null) return;
        if (closed && unsent > 0)
        {
            // The other buffer still holds what was not sent.
            ArrayPool<byte>.Shared.Return(sent, clearArray: true);
            sent = null;
            sentLength = 0;
            return;
        }
        if (sent.Length > options.OutputBufferKeep || (filling is not null && spare is not null))
            ArrayPool<byte>.Shared.Return(sent, clearArray: true);
        else if (filling is null)
            filling = sent;
        else
            spare = sent;
        sent = null;
        sentLength = 0;
    }

    private void ReturnBuffers()
    {
        if (filling is not null) ArrayPool<byte>.Shared.Return(filling, clearArray: true);
        if (spare is not null) ArrayPool<byte>.Shared.Return(spare, clearArray: true);
        filling = spare = null;
    }
}
