using System.Net;
using System.Net.Sockets;
using CardSwitch.Iso8583;
using CardSwitch.Tests.Links;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Serving;

/// <summary>
/// Counts the whole process's allocations, and so runs alone: shop, station and bank on sockets, in a closed loop. Shop
/// and bank are plain blocking sockets that allocate nothing.
/// </summary>
[Collection(nameof(LinkAllocationTests))]
public sealed class StationAllocationTests
{
    private const int WarmUp = 2_000, Counted = 20_000, Window = 8;

    /// <summary>For the runtime's own doings, the clock's tick and the sweep meanwhile: half a byte a transaction.</summary>
    private const long AllowedBytes = Counted / 2;

    [Fact]
    public async Task Transactions_over_sockets_allocate_less_than_a_byte_each()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        int port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        await using StationRig station = await StationRig.StartAsync(
            o => BoundMemory(o).Connect("bank", "127.0.0.1", port, MessageFormats.Iso1987Ascii, issuer => issuer.SignOn = false));
        using Socket bank = listener.Accept();
        bank.NoDelay = true;
        var serving = new Thread(() => Answer(bank)) { IsBackground = true };
        serving.Start();

        await AssertFrugalAsync(station);
        bank.Shutdown(SocketShutdown.Both);
        Assert.True(serving.Join(Safety.Net));
    }

    [Fact]
    public async Task Transactions_with_an_issuer_in_this_process_allocate_less_than_a_byte_each()
    {
        await using StationRig station = await StationRig.StartAsync(
            o => BoundMemory(o).Handle("bank", ScriptedHandler.Approving));
        await AssertFrugalAsync(station);
    }

    // What is remembered for repeats has all its memory before anything is counted.
    private static StationOptions BoundMemory(StationOptions options)
    {
        options.Limits.MaxPending = 256;
        options.Limits.RepeatWindow = 512;
        options.Limits.StoredAnswers = 64 * 1024;
        return options;
    }

    private static async Task AssertFrugalAsync(StationRig station)
    {
        FramedSocket shop = await station.ConnectAsync();
        byte[] window = [.. Enumerable.Repeat(shop.Frame(ReferenceMessages.R1), Window).SelectMany(frame => frame)];
        using var plain = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        plain.Connect(station.Server.EndPointOf("shops"));
        byte[] answers = new byte[64 * 1024];
        Run(plain, window, answers, WarmUp);

        long least = long.MaxValue;
        for (int attempt = 0; attempt < 5 && least > AllowedBytes; attempt++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            Run(plain, window, answers, Counted);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }
        Assert.InRange(least, 0, AllowedBytes);
    }

    /// <summary>A window of requests out, as many answers in, again and again.</summary>
    private static void Run(Socket shop, byte[] window, byte[] answers, int transactions)
    {
        for (int done = 0; done < transactions; done += Window)
        {
            Renew(window);
            shop.Send(window);
            int have = 0;
            for (int got = 0, at = 0; got < Window;)
            {
                int read = shop.Receive(answers.AsSpan(have));
                if (read == 0) Assert.Fail("The station has closed.");
                have += read;
                for (int length; have - at >= 2 && have - at >= (length = answers[at] << 8 | answers[at + 1]) + 2; at += length + 2)
                {
                    if (answers[at + 4] != (byte)'1') Assert.Fail("That is no answer.");
                    got++;
                }
            }
        }
    }

    // Each request differs from all before it: else it would be a repeat.
    private static void Renew(Span<byte> window)
    {
        int frame = window.Length / Window;
        for (int at = 0; at < window.Length; at += frame) FramePatch.TrySetDigits(window.Slice(at + 2, frame - 2), R1, Field.Rrn, ++made);
    }

    private static readonly FieldIndex R1 = IndexOfR1();

    private static long made;

    private static FieldIndex IndexOfR1()
    {
        var index = new FieldIndex();
        Assert.True(new MessageParser(MessageFormats.Iso1987Ascii).Parse(ReferenceMessages.R1, index).IsOk);
        return index;
    }

    /// <summary>A bank that makes each request into its approval: type 0210, and DE 39 put in.</summary>
    private static void Answer(Socket bank)
    {
        byte[] buffer = new byte[64 * 1024];
        byte[] reply = new byte[64 * 1024];
        int have = 0;
        while (true)
        {
            int read;
            try
            {
                read = bank.Receive(buffer.AsSpan(have));
            }
            catch (SocketException)
            {
                return;
            }
            if (read == 0) return;
            have += read;
            int at = 0, filled = 0;
            for (int length; have - at >= 2 && have - at >= (length = buffer[at] << 8 | buffer[at + 1]) + 2; at += length + 2)
            {
                filled += WriteApproval(buffer.AsSpan(at + 2, length), reply.AsSpan(filled));
            }
            buffer.AsSpan(at, have - at).CopyTo(buffer);
            have -= at;
            for (int sent = 0; sent < filled;) sent += bank.Send(reply.AsSpan(sent, filled - sent));
        }
    }

    // R1 up to DE 37, then the code, then the rest.
    private static int WriteApproval(ReadOnlySpan<byte> request, Span<byte> framed)
    {
        int length = request.Length + 2;
        framed[0] = (byte)(length >> 8);
        framed[1] = (byte)length;
        Span<byte> message = framed.Slice(2, length);
        request[..CodeAt].CopyTo(message);
        message[CodeAt] = message[CodeAt + 1] = (byte)'0';
        request[CodeAt..].CopyTo(message[(CodeAt + 2)..]);
        message[2] = (byte)'1';
        message[8] |= 0x02; // Field 39 is bit 7 of the fifth byte of the bitmap.
        return length + 2;
    }

    // DE 39 goes where R1 has DE 41, the next field that it has.
    private static int CodeAt => R1[Field.TerminalId].Start;
}
