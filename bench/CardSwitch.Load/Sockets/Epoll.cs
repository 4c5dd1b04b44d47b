using System.ComponentModel;
using System.Runtime.InteropServices;
using static CardSwitch.Load.Sockets.EpollInterop;

namespace CardSwitch.Load.Sockets;

/// <summary>
/// One level-triggered epoll set. The client and the bank share two cores with what is measured, so each is one thread
/// that waits here, and nothing of theirs goes through the thread pool.
/// </summary>
internal sealed unsafe class Epoll : IDisposable
{
    // struct epoll_event is packed on x86-64 and naturally aligned elsewhere.
    private static readonly int eventSize = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    private static readonly int keyOffset = eventSize - 8;

    private const int Capacity = 256;
    private readonly byte[] events = GC.AllocateArray<byte>(Capacity * 16, pinned: true);
    private readonly int epoll;

    public Epoll()
    {
        if (!OperatingSystem.IsLinux())
            throw new PlatformNotSupportedException("The load client and the bank need Linux (epoll).");
        epoll = Check(Create(0), "epoll_create1");
    }

    public void Add(int descriptor, int key, uint interest) => Change(ControlAdd, descriptor, key, interest);

    public void Modify(int descriptor, int key, uint interest) => Change(ControlModify, descriptor, key, interest);

    public void Remove(int descriptor) => Change(ControlDelete, descriptor, 0, 0);

    /// <summary>How many descriptors are ready; zero after the time-out or a signal.</summary>
    public int Wait(int timeoutMs)
    {
        fixed (byte* first = events)
        {
            int ready = EpollInterop.Wait(epoll, first, Capacity, timeoutMs);
            return Math.Max(ready, 0);
        }
    }

    public int Key(int index) => MemoryMarshal.Read<int>(events.AsSpan((index * eventSize) + keyOffset));

    public bool CanWrite(int index) => (MemoryMarshal.Read<uint>(events.AsSpan(index * eventSize)) & Out) != 0;

    /// <summary>Readable, closed or failed: in each case the next receive tells.</summary>
    public bool CanRead(int index) => (MemoryMarshal.Read<uint>(events.AsSpan(index * eventSize)) & ~Out) != 0;

    public void Dispose() => _ = Close(epoll);

    internal static int Check(int result, string call) =>
        result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError(), call);

    private void Change(int operation, int descriptor, int key, uint interest)
    {
        byte* change = stackalloc byte[16];
        *(uint*)change = interest;
        *(long*)(change + keyOffset) = key;
        Check(Control(epoll, operation, descriptor, change), "epoll_ctl");
    }
}
