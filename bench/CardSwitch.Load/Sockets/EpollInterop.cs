using System.Runtime.InteropServices;

namespace CardSwitch.Load.Sockets;

/// <summary>The Linux calls of the client's and the bank's event loops (epoll(7), timerfd_create(2)).</summary>
internal static unsafe partial class EpollInterop
{
    public const int ControlAdd = 1;
    public const int ControlDelete = 2;
    public const int ControlModify = 3;
    public const uint In = 0x001;
    public const uint Out = 0x004;
    public const int ClockMonotonic = 1;
    public const int TimerNonBlocking = 0x800;

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    public static partial int Create(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    public static partial int Control(int epoll, int operation, int descriptor, byte* change);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    public static partial int Wait(int epoll, byte* events, int capacity, int timeoutMs);

    [LibraryImport("libc", EntryPoint = "timerfd_create", SetLastError = true)]
    public static partial int CreateTimer(int clock, int flags);

    /// <param name="timer">The timer's descriptor.</param>
    /// <param name="flags">Zero: relative.</param>
    /// <param name="spec">Interval seconds and ns, then first expiry seconds and ns.</param>
    /// <param name="old">Null.</param>
    [LibraryImport("libc", EntryPoint = "timerfd_settime", SetLastError = true)]
    public static partial int SetTimer(int timer, int flags, long* spec, long* old);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int descriptor, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);
}
