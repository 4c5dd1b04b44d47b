using System.Net.Sockets;
using CardSwitch.Framing;
using CardSwitch.Iso8583;
using CardSwitch.Switching;
using CardSwitch.Tests.Links;
using CardSwitch.Tests.Switching;

namespace CardSwitch.Tests.Serving;

/// <summary>
/// A real station on loopback sockets. Cards of 4761 belong to "bank", of 52 to "other". At its end, whatever was done to
/// it, its books must balance and it must have logged no error but those that the test took.
/// </summary>
internal sealed class StationRig : IAsyncDisposable
{
    private static readonly string[] Defaults =
    [
        $"pan={Scenario.Pan}", "proc=000000", "amount=000000012345", "stan=123456", "rrn=632605123456", "tid=TERM0001", "cur=978",
    ];

    private static int made;

    private readonly List<FramedSocket> shops = [];

    private StationRig(StationOptions options)
    {
        Options = options;
        Server = new SwitchServer(options, Log);
    }

    internal StationOptions Options { get; }

    internal SwitchServer Server { get; }

    internal RecordedLog Log { get; } = new();

    /// <summary>How many network management messages the test's shops have sent.</summary>
    internal int Managed { get; set; }

    internal TrafficCounts Traffic => Server.Snapshot().Traffic;

    /// <summary>Listens for shops in ASCII, with short time-outs; the rest is the test's.</summary>
    internal static async Task<StationRig> StartAsync(Action<StationOptions> configure)
    {
        var options = new StationOptions { Name = "rig" };
        options.Limits.DrainTimeOut = TimeSpan.FromSeconds(5);
        options.Listen("shops", 0, MessageFormats.Iso1987Ascii);
        options.Route("4761", "bank").Route("52", "other");
        configure(options);
        var rig = new StationRig(options);
        await rig.Server.StartAsync();
        await rig.UntilAsync(station => station.Issuers.All(i => i.LinksUp == i.Links || i.Issuer == "down"));
        return rig;
    }

    /// <summary>
    /// A request in ASCII with the usual fields, changed as the words say. Each has a time (DE 7) of its own: the same again
    /// would be a repeat.
    /// </summary>
    internal static byte[] Request(string changes = "", MessageFormat? format = null)
    {
        int second = Interlocked.Increment(ref made);
        string time = $"time={1101 + second / 86_400 % 28:D4}{second / 3600 % 24:D2}{second / 60 % 60:D2}{second % 60:D2}";
        return MessageText.Write(
            format ?? MessageFormats.Iso1987Ascii, 200,
            [.. Defaults, time, .. changes.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
    }

    internal async Task<FramedSocket> ConnectAsync(string listener = "shops", Action<Socket>? prepare = null)
    {
        IFraming framing = Options.Listeners.Single(l => l.Name == listener).Framing;
        FramedSocket shop = await FramedSocket.ConnectAsync(Server.EndPointOf(listener), framing, prepare);
        shops.Add(shop);
        return shop;
    }

    /// <summary>The shop's next message is this one.</summary>
    internal static async Task ExpectAsync(FramedSocket shop, string expected, MessageFormat? format = null)
    {
        byte[]? message = await shop.ReceiveAsync();
        Assert.True(message is not null, $"expected {expected}, and the connection has ended");
        string[] words = expected.Split(' ');
        string? mismatch = MessageText.Mismatch(
            format ?? MessageFormats.Iso1987Ascii, message, int.Parse(words[0]), words[1..]);
        Assert.True(mismatch is null, $"expected {expected}: {mismatch}");
    }

    internal async Task AskAsync(FramedSocket shop, string changes, string expected)
    {
        await shop.SendAsync(Request(changes));
        await ExpectAsync(shop, expected);
    }

    internal async Task UntilAsync(Func<StationSnapshot, bool> condition)
    {
        using var net = new CancellationTokenSource(Safety.Net);
        while (!condition(Server.Snapshot())) await Task.Delay(1, net.Token);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (FramedSocket shop in shops) shop.Dispose();
        await Server.DisposeAsync().AsTask().WaitAsync(Safety.Net);
        StationSnapshot end = Server.Snapshot();
        StationBooks.AssertBalanced(end, Managed);
        Assert.Equal(0, end.Connections);
        Assert.All(end.Issuers, issuer => Assert.True(issuer.LinksUp == 0 || IsInProcess(issuer.Issuer)));
        Assert.Empty(Log.Errors);
    }

    private bool IsInProcess(string issuer) => Options.Issuers.Single(i => i.Name == issuer).Handler is not null;
}
