using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace CardSwitch.Links;

/// <summary>
/// The sending half. A send in flight belongs to whoever holds the output's sending flag, which is set and cleared under
/// the gate; so there is one sender at a time, and it may be any thread.
/// </summary>
internal sealed partial class Link : IThreadPoolWorkItem
{
    private Action? onSent;
    private ConfiguredValueTaskAwaitable<FlushResult>.ConfiguredValueTaskAwaiter write;

    /// <summary>
    /// Sends what <see cref="LinkOutput.TryBeginSend"/> said yes to. Called after the gate was left, once per yes.
    /// </summary>
    public void Flush()
    {
        if (options.QueueSends)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        else
            SendBatches();
    }

    /// <summary>
    /// Ends the link in order: takes no more, sends what is pending, then ends the sending direction (FIN); the peer is
    /// expected to close. A peer that does not is closed by the sweep after <see cref="LinkOptions.WriteTimeout"/>.
    /// Outside the gate.
    /// </summary>
    public void FinishSending()
    {
        bool begin;
        lock (gate)
        {
            Output.Finish();
            batchesSeen = -1; // The sweep counts from here.
            begin = Output.TryBeginSend();
        }

        if (begin)
            Flush();
        else
            CompleteOutputWhenDone();
    }

    /// <summary>A queued send takes its batch only now: what came in while it waited leaves with it.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        if (TryContinueSend()) SendBatches();
    }

    private void SendBatches()
    {
        do
        {
            if (!TryWrite(out bool pending) || pending) return;
        }
        while (TryContinueSend());
    }

    /// <summary>Sends one batch. False when the send failed; pending when <see cref="OnSent"/> will take over.</summary>
    private bool TryWrite(out bool pending)
    {
        pending = false;
        try
        {
#pragma warning disable CA2012 // The awaiter is kept in a field for OnSent, which is the only one to use it.
            ConfiguredValueTaskAwaitable<FlushResult>.ConfiguredValueTaskAwaiter started =
                pipe.Output.WriteAsync(Output.Batch).ConfigureAwait(false).GetAwaiter();
#pragma warning restore CA2012
            if (started.IsCompleted) return Accept(started.GetResult());

            pending = true;
            write = started;
            started.UnsafeOnCompleted(onSent ??= OnSent);
            return true;
        }
#pragma warning disable CA1031 // Whatever a transport throws ends this link and no other.
        catch (Exception e)
#pragma warning restore CA1031
        {
            SendFailed(e);
            return false;
        }
    }

    private void OnSent()
    {
        bool accepted;
        try
        {
            accepted = Accept(write.GetResult());
        }
#pragma warning disable CA1031 // As above.
        catch (Exception e)
#pragma warning restore CA1031
        {
            SendFailed(e);
            return;
        }

        if (accepted && TryContinueSend()) SendBatches();
    }

    private bool Accept(FlushResult result)
    {
        if (!result.IsCanceled && !result.IsCompleted) return true;
        AbandonSend();
        Close(LinkCloseReason.PeerClosed);
        return false;
    }

    private void SendFailed(Exception exception)
    {
        AbandonSend();
        if (TransportThrew(exception)) ThreadPool.UnsafeQueueUserWorkItem(static link => link.Abort(), this, preferLocal: false);
    }

    private bool TryContinueSend()
    {
        bool complete;
        lock (gate)
        {
            if (Output.TryContinueSend()) return true;
            complete = Output.TryComplete();
        }

        if (complete) _ = CompleteOutputAsync();
        return false;
    }

    private void AbandonSend()
    {
        lock (gate) Output.AbandonSend();
        CompleteOutputWhenDone();
    }

    /// <summary>Whoever ends the last send, or the loop if there is none, completes the output: once, and never during a send.</summary>
    private void CompleteOutputWhenDone()
    {
        bool complete;
        lock (gate) complete = Output.TryComplete();
        if (complete) _ = CompleteOutputAsync();
    }

    private async Task CompleteOutputAsync()
    {
        try
        {
            await pipe.Output.CompleteAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The link is going; a transport that fails to say good-bye changes nothing.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LinkLog.TransportFailed(logger, e, Peer);
        }
    }
}
