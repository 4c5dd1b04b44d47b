using static CardSwitch.Load.Sockets.EpollInterop;

namespace CardSwitch.Load.Sockets;

/// <summary>A periodic timer that an epoll set can wait for; epoll's own time-out is in whole milliseconds.</summary>
internal sealed unsafe class IntervalTimer : IDisposable
{
    public IntervalTimer(long intervalNs)
    {
        Descriptor = Epoll.Check(CreateTimer(ClockMonotonic, TimerNonBlocking), "timerfd_create");
        long* spec = stackalloc long[] { 0, intervalNs, 0, intervalNs };
        Epoll.Check(SetTimer(Descriptor, 0, spec, null), "timerfd_settime");
    }

    public int Descriptor { get; }

    /// <summary>Takes note of the expiries so far, so that the timer is not ready until the next one.</summary>
    public void Acknowledge()
    {
        ulong expiries;
        _ = Read(Descriptor, (byte*)&expiries, sizeof(ulong));
    }

    public void Dispose() => _ = Close(Descriptor);
}
