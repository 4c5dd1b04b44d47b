using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using CardSwitch.Framing;
using CardSwitch.Iso8583;
using CardSwitch.Tests.Links;
using CardSwitch.Tests.Switching;

namespace CardSwitch.Tests.Serving;

/// <summary>
/// A bank behind a socket. It answers each request by what it was told to decide, or keeps it for the test to answer. All
/// other messages it agrees to by itself: sign-ons and echoes, reversals, advices, totals.
/// </summary>
internal sealed class SocketBank : IDisposable
{
    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Channel<(FramedSocket Link, byte[] Request)> requests =
        Channel.CreateUnbounded<(FramedSocket, byte[])>();
    private readonly ConcurrentQueue<byte[]> others = new();
    private readonly List<FramedSocket> links = [];
    private readonly IFraming framing;
    private readonly Func<byte[], string?>? decide;
    private readonly Func<byte[], byte[]>? seal;

    /// <param name="format">What the bank speaks.</param>
    /// <param name="decide">The changes that make the answer of a request ("code=00 auth=A1B2C3"); null to say nothing.</param>
    /// <param name="framing">How; two bytes of length unless told otherwise.</param>
    /// <param name="isUp">Whether it takes connections at once, or only after <see cref="ComeUp"/>.</param>
    /// <param name="seal">Puts a MAC on what it sends; null: it sends none.</param>
    internal SocketBank(
        MessageFormat format, Func<byte[], string?>? decide = null, IFraming? framing = null, bool isUp = true,
        Func<byte[], byte[]>? seal = null)
    {
        this.seal = seal;
        Format = format;
        this.decide = decide;
        this.framing = framing ?? FrameFormat.BigEndian2;
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        if (isUp) ComeUp();
    }

    internal MessageFormat Format { get; }

    internal int Port => ((IPEndPoint)listener.LocalEndPoint!).Port;

    /// <summary>What it agreed to by itself: of this type, or its repeats.</summary>
    internal int CountOf(string type) => others.Count(message => Encoding.ASCII.GetString(message, 0, 3) == type[..3]);

    internal void ComeUp()
    {
        listener.Listen();
        _ = AcceptAsync();
    }

    /// <summary>The next request that the bank was not told to answer by itself, and the connection that it came over.</summary>
    internal async Task<(FramedSocket Link, byte[] Request)> NextAsync() =>
        await requests.Reader.ReadAsync().AsTask().WaitAsync(Safety.Net);

    /// <summary>The answer to a request, with these changes.</summary>
    internal byte[] Answer(byte[] request, string changes)
    {
        var index = new FieldIndex();
        Assert.True(new MessageParser(Format).Parse(request, index).IsOk);
        byte[] answer = MessageText.Change(Format, request, index.Type.ToResponse(), changes.Split(' '));
        return seal is null ? answer : seal(answer);
    }

    /// <summary>Breaks every connection; the bank can be connected to again.</summary>
    internal void DropLinks()
    {
        lock (links)
        {
            foreach (FramedSocket link in links) link.Dispose();
            links.Clear();
        }
    }

    public void Dispose()
    {
        listener.Dispose();
        DropLinks();
    }

    // What cannot be read is a test's own affair.
    private bool IsRequest(byte[] message)
    {
        var index = new FieldIndex();
        return !new MessageParser(Format).Parse(message, index).IsOk
            || (index.Type.Class is MessageClass.Authorization or MessageClass.Financial && index.Type.Function == MessageFunction.Request);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket accepted = await listener.AcceptAsync();
                accepted.NoDelay = true;
                var link = new FramedSocket(accepted, framing);
                lock (links) links.Add(link);
                _ = ServeAsync(link);
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The bank has closed.
        }
    }

    private async Task ServeAsync(FramedSocket link)
    {
        try
        {
            while (await link.ReceiveAsync() is { } request)
            {
                if (request.Length > 2 && (request[2] & 1) != 0 && Format.MtiEncoding == FieldEncoding.Ascii) continue;
                if (!IsRequest(request)) others.Enqueue(request);
                if (!IsRequest(request)) await link.SendAsync(Answer(request, "code=00"));
                else if (decide?.Invoke(request) is { } changes) await link.SendAsync(Answer(request, changes));
                else requests.Writer.TryWrite((link, request));
            }
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException or TimeoutException)
        {
            // The station has gone, or nothing came for longer than any test takes.
        }
    }
}
