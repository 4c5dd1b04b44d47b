using System.Diagnostics;

namespace CardSwitch.Links;

/// <summary>
/// Deadlines, kept by a sweep that the owner's timer makes (once a second is plenty) instead of a timer per send. What
/// the sweep watches is counted from the first sweep that saw it, so that the hot path notes no times for its sake; a
/// deadline may be late by one period.
/// </summary>
internal sealed partial class Link
{
    private long receivedAt;
    private long halfFrameSince;
    private long openSince;
    private long batchesSeen = -1;
    private long batchesSince;

    /// <summary>
    /// Closes the link when one of its deadlines has passed, and gives back the buffers of a quiet one. Enters the gate,
    /// and may be called inside it.
    /// </summary>
    /// <param name="now"><see cref="Stopwatch"/> ticks, not earlier than at the sweep before.</param>
    public void Sweep(long now)
    {
        if (IsClosing) return;
        SweepOutput(now);
        SweepInput(now);
    }

    private void SweepOutput(long now)
    {
        lock (gate)
        {
            if (batchesSeen != Output.Batches)
            {
                batchesSeen = Output.Batches;
                batchesSince = now;
                return;
            }

            TimeSpan still = Stopwatch.GetElapsedTime(batchesSince, now);
            if (Output.IsSending || Output.IsFinishing)
            {
                if (still > options.WriteTimeout)
                    Close(Output.IsSending ? LinkCloseReason.SlowReader : LinkCloseReason.Stopped);
            }
            else if (still > options.BufferIdle)
            {
                Output.ReleaseIdle();
            }
        }
    }

    private void SweepInput(long now)
    {
        long half = Volatile.Read(ref halfFrameSince);
        if (half != 0 && Stopwatch.GetElapsedTime(half, now) > options.FrameTimeout) Close(LinkCloseReason.HalfFrame);

        if (options.IdleTimeout == Timeout.InfiniteTimeSpan) return;
        if (openSince == 0) openSince = now;
        long received = Volatile.Read(ref receivedAt);
        if (Stopwatch.GetElapsedTime(received == 0 ? openSince : received, now) > options.IdleTimeout)
            Close(LinkCloseReason.Idle);
    }

    private void NoteReceived(long timestamp, int consumed, int length)
    {
        Volatile.Write(ref receivedAt, timestamp);
        if (consumed == length)
            Volatile.Write(ref halfFrameSince, 0);
        else if (consumed > 0 || halfFrameSince == 0)
            Volatile.Write(ref halfFrameSince, timestamp); // What is left began in this read.
    }
}
