using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;

namespace CardSwitch.Load.Relays;

/// <summary>One connection of the relay on Pipelines: a framework pipe each way, pumped by a loop of its own.</summary>
internal sealed class PipeRelayLink
{
    // No back-pressure: the client's window bounds what is in flight, and a writer under the lock must not wait.
    private static readonly PipeOptions options = new(
        pauseWriterThreshold: 0, resumeWriterThreshold: 0, minimumSegmentSize: SegmentSize, useSynchronizationContext: false);

    private const int SegmentSize = 16 * 1024;

    private readonly Socket socket;
    private readonly Pipe input = new(options);
    private readonly Pipe output = new(options);

    public PipeRelayLink(Socket socket)
    {
        this.socket = socket;
        _ = FillAsync();
        _ = DrainAsync();
    }

    public PipeReader Input => input.Reader;

    /// <summary>To be touched under the relay's lock.</summary>
    public PipeWriter Output => output.Writer;

    /// <summary>Set under the relay's lock while this read's answers are written, so that one flush follows.</summary>
    public bool Touched { get; set; }

    private async Task FillAsync()
    {
        try
        {
            int count;
            do
            {
                count = await socket.ReceiveAsync(input.Writer.GetMemory(SegmentSize / 4), SocketFlags.None);
                input.Writer.Advance(count);
                await input.Writer.FlushAsync();
            }
            while (count > 0);
        }
        catch (SocketException)
        {
            // The same end as an orderly close.
        }

        await input.Writer.CompleteAsync();
    }

    private async Task DrainAsync()
    {
        try
        {
            while (true)
            {
                ReadResult read = await output.Reader.ReadAsync();
                foreach (ReadOnlyMemory<byte> segment in read.Buffer)
                    await SendAllAsync(segment);
                output.Reader.AdvanceTo(read.Buffer.End);
            }
        }
        catch (SocketException)
        {
            // A shop that left: its answers have nowhere to go.
        }
    }

    private async ValueTask SendAllAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None)..];
    }
}
