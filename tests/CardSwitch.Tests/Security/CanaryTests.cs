using System.Buffers;
using System.Diagnostics.Metrics;
using System.Text;
using CardSwitch.Framing;
using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Journal;
using CardSwitch.Sqlite;
using CardSwitch.Tests.Links;
using CardSwitch.Tests.Serving;
using CardSwitch.Tests.Support;
using CardSwitch.Tests.Switching;
using Microsoft.Extensions.Logging;

namespace CardSwitch.Tests.Security;

/// <summary>
/// Transactions with marked cards, tracks and PIN blocks through a real station with a journal in files; then everything
/// that it wrote or showed is searched for the marks. CARDSWITCH_CANARY says how many transactions (10,000 by default).
/// </summary>
[Collection(nameof(CanaryTests))]
[CollectionDefinition(nameof(CanaryTests), DisableParallelization = true)]
public sealed partial class CanaryTests : IDisposable
{
    private const int Shops = 4, Window = 50;

    private static readonly int Transactions =
        int.TryParse(Environment.GetEnvironmentVariable("CARDSWITCH_CANARY"), out int count) ? count : 10_000;

    private readonly string folder = Directory.CreateTempSubdirectory("cardswitch").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task No_marked_card_track_or_PIN_is_found_anywhere()
    {
        using var places = new CanaryPlaces(folder);
        string status;
        var server = new SwitchServer(Options(), places);
        await using (server)
        {
            await server.StartAsync();
            await Task.WhenAll(Enumerable.Range(0, Shops).Select(shop => SendAsync(server, shop)));
            await SendBadFramesAsync(server);
            status = Status(server);
            Assert.Empty(places.Search(status));
        }
        Assert.Empty(places.Search(Status(server)));
        Assert.NotEqual(0, places.Lines);
        Assert.NotEqual(0, places.Measurements);
        Assert.Contains(Directory.EnumerateFiles(folder), file => new FileInfo(file).Length > 100_000);
        Assert.True(server.Snapshot().Traffic.Received >= Transactions / Shops * Shops);
    }

    [Fact]
    public void A_planted_leak_is_found_in_each_place()
    {
        using var places = new CanaryPlaces(folder);
        string card = Canary.Card(1);
        Assert.Empty(places.Search("nothing"));
        Assert.Equal(["status: card number"], places.Search($"pan {card}"));

        Declined(places, card);
        Assert.Equal(["log: card number"], places.Search(""));

        using var meter = new Meter("CardSwitch.Planted");
        meter.CreateCounter<long>("planted").Add(1, new KeyValuePair<string, object?>("track", $"{card}=2512{Canary.TrackData}"));
        Assert.Contains("metrics and traces: track data", places.Search(""));

        System.IO.File.WriteAllBytes(Path.Combine(folder, "a.db"), [1, 2, .. Convert.FromHexString(card), 3]);
        System.IO.File.WriteAllBytes(Path.Combine(folder, "b.db"), [0, .. Convert.FromHexString("0" + card[..15])]);
        System.IO.File.WriteAllBytes(Path.Combine(folder, "c.db-wal"), Convert.FromHexString(Canary.PinBlock));
        string[] found = places.Search("");
        Assert.Contains("a.db: card number, packed", found);
        Assert.Contains("b.db: card number, packed from an odd place", found);
        Assert.Contains("c.db-wal: PIN block", found);

        byte[] buffer = ArrayPool<byte>.Shared.Rent(1024);
        Encoding.ASCII.GetBytes(card, buffer);
        ArrayPool<byte>.Shared.Return(buffer);
        Assert.Contains("a free buffer of 1024 bytes: card number", places.Search(""));
        ArrayPool<byte>.Shared.Rent(1024).AsSpan().Clear();
    }

    [Fact]
    public void Every_buffer_that_held_a_message_is_given_back_clean()
    {
        string[] dirty =
        [
            .. Repository.Sources("src/CardSwitch.Iso8583").Concat(Repository.Sources("src/CardSwitch/Links"))
                .Where(file => Returns(file.Code).Any(call => !call.Contains("clearArray: true")))
                .Select(file => file.Path),
        ];
        Assert.Empty(dirty);

        static IEnumerable<string> Returns(string code) => code.Split("Shared.Return(").Skip(1).Select(rest => rest[..rest.IndexOf(';')]);
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "declined {Card}")]
    private static partial void Declined(ILogger log, string card);

    private StationOptions Options()
    {
        var options = new StationOptions { Name = "canary" };
        options.Listen("shops", 0, MessageFormats.Iso1987Ascii);
        options.Handle("bank", new ScriptedHandler(Decide));
        options.Issuers[0].TimeOut = TimeSpan.FromMilliseconds(200);
        options.Route("4761", "bank");
        options.Journal.Mode = JournalMode.BeforeReply;
        options.Journal.Key = Enumerable.Range(1, 32).Select(i => (byte)i).ToArray();
        options.Journal.Store = () => new SqliteJournal(folder);
        return options;
    }

    // Approvals, declines, one in a thousand too late, and one in a thousand that fails.
    private static async ValueTask<ResponseCode> Decide(IssuerRequest request, CancellationToken cancellation)
    {
        int kind = request.View.TryGetInt32(Field.Stan, out int stan) ? stan % 1000 : 0;
        if (kind == 1) await Task.Delay(Timeout.Infinite, cancellation);
        if (kind == 2) throw new InvalidOperationException("the bank's program failed");
        return kind % 10 == 0 ? ResponseCode.DoNotHonor : ResponseCode.Approved;
    }

    private static async Task SendAsync(SwitchServer server, int shop)
    {
        using FramedSocket socket = await FramedSocket.ConnectAsync(server.EndPointOf("shops"), FrameFormat.BigEndian2);
        int count = Transactions / Shops;
        for (int sent = 0; sent < count;)
        {
            byte[][] some = [.. Enumerable.Range(sent, Math.Min(Window, count - sent)).Select(number => Request(shop, number))];
            await socket.SendBytesAsync(Joined(socket, some));
            for (int i = 0; i < some.Length; i++) Assert.NotNull(await socket.ReceiveAsync());
            sent += some.Length;
        }
    }

    // In an array of its own: what is joined by a query is left in the pool of buffers.
    private static byte[] Joined(FramedSocket socket, byte[][] messages)
    {
        byte[][] frames = [.. messages.Select(socket.Frame)];
        byte[] joined = new byte[frames.Sum(frame => frame.Length)];
        int at = 0;
        foreach (byte[] frame in frames)
        {
            frame.CopyTo(joined, at);
            at += frame.Length;
        }
        return joined;
    }

    private static byte[] Request(int shop, int number)
    {
        string card = Canary.Card(number);
        return MessageText.Write(
            MessageFormats.Iso1987Ascii, 200,
            [
                $"pan={card}", "proc=000000", "amount=000000012345", $"time=1122{number / 3600 % 24:D2}{number / 60 % 60:D2}{number % 60:D2}",
                $"stan={number % 1_000_000:D6}", $"track2={card}=2512{Canary.TrackData}", $"rrn={shop}{number:D11}", $"tid=TERM000{shop}",
                $"pin={Encoding.Latin1.GetString(Convert.FromHexString(Canary.PinBlock))}", "cur=978",
            ]);
    }

    // Of a card that nobody has, cut short, with letters for digits, and of no type at all.
    private static async Task SendBadFramesAsync(SwitchServer server)
    {
        byte[] sound = Request(9, 1);
        byte[][] bad =
        [
            sound[..40], [.. sound[..30], .. "ABCDEF"u8, .. sound[36..]], [.. "9999"u8, .. sound[4..]],
            MessageText.Change(MessageFormats.Iso1987Ascii, sound, null, ["pan=5413339000001513"]),
        ];
        foreach (byte[] frame in bad)
        {
            using FramedSocket socket = await FramedSocket.ConnectAsync(server.EndPointOf("shops"), FrameFormat.BigEndian2);
            await socket.SendBytesAsync(Joined(socket, [frame, sound]));
            await socket.ReceiveAsync();
        }
    }

    private static string Status(SwitchServer server)
    {
        StationSnapshot snapshot = server.Snapshot();
        return $"{snapshot} {string.Join(' ', snapshot.Issuers)} {snapshot.Traffic} {snapshot.Journal}";
    }
}
