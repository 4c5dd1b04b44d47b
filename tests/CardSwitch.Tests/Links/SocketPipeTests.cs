using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using CardSwitch.Links;

namespace CardSwitch.Tests.Links;

public sealed class SocketPipeTests
{
    [Fact]
    public async Task The_receive_buffer_starts_small_and_doubles_while_reads_fill_it()
    {
        (SocketPipe pipe, Socket far) = await StartAsync(LinkOptions.Shop);
        SocketPipeReader reader = (SocketPipeReader)pipe.Input;
        Assert.Equal(1024, reader.HeldBytes);
        await far.SendAllAsync(new byte[100]);
        await TakeAsync(reader, 100);
        Assert.Equal(1024, reader.HeldBytes);

        await far.SendAllAsync(new byte[400_000]);
        await TakeAsync(reader, 400_000);
        Assert.InRange(reader.HeldBytes, 4 * 1024, 64 * 1024);
        pipe.Abort();
        await reader.CompleteAsync();
        Assert.Equal(0, reader.HeldBytes);
        far.Dispose();
    }

    [Fact]
    public async Task What_was_not_examined_is_shown_again_without_waiting()
    {
        (SocketPipe pipe, Socket far) = await StartAsync(LinkOptions.Shop);
        byte[] sent = TestBytes.Pattern(100);
        await far.SendAllAsync(sent);
        ReadResult result = await pipe.Input.ReadAtLeastAsync(100).AsTask().WaitAsync(Safety.Net);
        pipe.Input.AdvanceTo(result.Buffer.GetPosition(10), result.Buffer.GetPosition(20));
        Assert.True(pipe.Input.TryRead(out result));
        Assert.Equal(sent[10..], result.Buffer.ToArray());
        pipe.Input.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        Assert.False(pipe.Input.TryRead(out _));
        far.Shutdown(SocketShutdown.Send);
        result = await pipe.Input.ReadAsync().AsTask().WaitAsync(Safety.Net);
        Assert.True(result.IsCompleted);
        Assert.Equal(sent[10..], result.Buffer.ToArray());
        Assert.True(result.Buffer.IsSingleSegment);
        pipe.Abort();
        far.Dispose();
    }

    [Fact]
    public async Task A_read_under_way_ends_as_cancelled_when_the_pipe_is_aborted()
    {
        (SocketPipe pipe, Socket far) = await StartAsync(LinkOptions.Shop);
        ValueTask<ReadResult> read = pipe.Input.ReadAsync();
        pipe.Abort();
        Assert.True((await read.AsTask().WaitAsync(Safety.Net)).IsCanceled);
        Assert.True((await pipe.Input.ReadAsync()).IsCanceled);
        Assert.True((await pipe.Output.WriteAsync(new byte[] { 1 })).IsCanceled);
        far.Dispose();
    }

    [Fact]
    public async Task A_write_under_way_ends_as_cancelled_when_the_pipe_is_aborted()
    {
        (SocketPipe pipe, Socket far) = await StartAsync(LinkOptions.Shop);
        ValueTask<FlushResult> write = pipe.Output.WriteAsync(new byte[64 * 1024 * 1024]);
        Assert.False(write.IsCompleted);
        pipe.Abort();
        Assert.True((await write.AsTask().WaitAsync(Safety.Net)).IsCanceled);
        far.Dispose();
    }

    [Fact]
    public async Task Staged_bytes_leave_before_those_written_after_them()
    {
        (SocketPipe pipe, Socket far) = await StartAsync(LinkOptions.Shop);
        pipe.Output.GetSpan(2)[0] = 1;
        pipe.Output.Advance(1);
        await pipe.Output.WriteAsync(new byte[] { 2 });
        pipe.Output.GetMemory(1).Span[0] = 3;
        pipe.Output.Advance(1);
        await pipe.Output.FlushAsync();
        Assert.Equal([1, 2, 3], await far.ReceiveExactlyAsync(3));
        await pipe.Output.CompleteAsync();
        Assert.Equal(0, await far.ReceiveAsync(new byte[1]).WaitAsync(Safety.Net));
        pipe.Abort();
        far.Dispose();
    }

    [Fact]
    public async Task A_configured_socket_sends_at_once_and_asks_after_a_silent_peer()
    {
        (Socket near, Socket far) = await SocketPair.ConnectAsync();
        SocketPipe.Configure(near);
        Assert.True(near.NoDelay);
        Assert.False(near.LingerState!.Enabled);
        Assert.Equal(1, (int)near.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive)!);
        Assert.Equal(30, (int)near.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime)!);
        Assert.Equal(5, (int)near.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval)!);
        Assert.Equal(3, (int)near.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount)!);
        near.Dispose();
        far.Dispose();
    }

    private static async Task<(SocketPipe Pipe, Socket Far)> StartAsync(LinkOptions options)
    {
        (Socket near, Socket far) = await SocketPair.ConnectAsync();
        return (new SocketPipe(near, options), far);
    }

    private static async Task TakeAsync(PipeReader reader, int count)
    {
        while (count > 0)
        {
            ReadResult result = await reader.ReadAsync().AsTask().WaitAsync(Safety.Net);
            count -= (int)result.Buffer.Length;
            reader.AdvanceTo(result.Buffer.End);
        }
    }
}
