using CardSwitch.Framing;
using CardSwitch.Iso8583;
using CardSwitch.Routing;
using CardSwitch.Tests.Switching;

namespace CardSwitch.Tests.Serving;

/// <summary>Transactions through a real station, between shops and banks on sockets.</summary>
public sealed class SwitchServerTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    private readonly MessageFormat ascii = MessageFormats.Iso1987Ascii;

    [Fact]
    public async Task A_bank_behind_a_socket_approves_and_declines()
    {
        using var bank = new SocketBank(ascii);
        await using StationRig station = await StationRig.StartAsync(o => o.Connect("bank", "127.0.0.1", bank.Port, ascii));
        FramedSocket shop = await station.ConnectAsync();

        await shop.SendAsync(StationRig.Request());
        var (link, request) = await bank.NextAsync();
        Assert.Null(MessageText.Mismatch(ascii, request, 200, [$"pan={Scenario.Pan}", "rrn=632605123456"]));
        Assert.NotEqual("123456", Text(request, Field.Stan));
        await link.SendAsync(bank.Answer(request, "code=00 auth=A1B2C3"));
        await StationRig.ExpectAsync(shop, "0210 code=00 auth=A1B2C3 stan=123456 rrn=632605123456");

        await shop.SendAsync(StationRig.Request("stan=000042"));
        (link, request) = await bank.NextAsync();
        await link.SendAsync(bank.Answer(request, "code=51"));
        await StationRig.ExpectAsync(shop, "0210 code=51 auth=- stan=000042");
    }

    [Fact]
    public async Task Every_shop_gets_its_own_answers_and_no_others()
    {
        const int Shops = 8, Each = 40;
        using var bank = new SocketBank(ascii, _ => "code=00");
        await using StationRig station = await StationRig.StartAsync(o => o.Connect("bank", "127.0.0.1", bank.Port, ascii));

        await Task.WhenAll(Enumerable.Range(0, Shops).Select(async number =>
        {
            FramedSocket shop = await FramedSocket.ConnectAsync(station.Server.EndPointOf("shops"), FrameFormat.BigEndian2);
            using (shop)
            {
                await shop.SendAsync([.. Enumerable.Range(1, Each).Select(
                    i => StationRig.Request($"stan={i:D6} tid=SHOP{number:D4} amount={i:D12}"))]);
                for (int i = 1; i <= Each; i++)
                {
                    await StationRig.ExpectAsync(shop, $"0210 code=00 stan={i:D6} tid=SHOP{number:D4} amount={i:D12}");
                }
            }
        }));
        Assert.Equal(Shops * Each, station.Traffic.Answered);
    }

    [Fact]
    public async Task Shops_and_banks_may_speak_different_formats()
    {
        MessageFormat binary = MessageFormats.Iso1987Binary;
        using var packed = new SocketBank(binary, _ => "code=00 auth=A1B2C3");
        using var plain = new SocketBank(ascii, _ => "code=51");
        await using StationRig station = await StationRig.StartAsync(o => o
            .Connect("bank", "127.0.0.1", packed.Port, binary)
            .Connect("other", "127.0.0.1", plain.Port, ascii)
            .Listen("packed", 0, binary));
        FramedSocket asciiShop = await station.ConnectAsync(), packedShop = await station.ConnectAsync("packed");

        await station.AskAsync(asciiShop, "stan=000011", "0210 code=00 auth=A1B2C3 stan=000011");
        await station.AskAsync(asciiShop, $"pan={Scenario.OtherPan} stan=000012", "0210 code=51 stan=000012");
        await packedShop.SendAsync(StationRig.Request($"pan={Scenario.OtherPan} stan=000013", binary));
        await StationRig.ExpectAsync(packedShop, "0210 code=51 stan=000013", binary);
        await packedShop.SendAsync(StationRig.Request("stan=000014", binary));
        await StationRig.ExpectAsync(packedShop, "0210 code=00 auth=A1B2C3 stan=000014", binary);
    }

    [Fact]
    public async Task A_banks_connections_are_used_in_turn_and_any_may_bring_the_answer()
    {
        using var bank = new SocketBank(ascii);
        await using StationRig station = await StationRig.StartAsync(o => o.Connect(
            "bank", "127.0.0.1", bank.Port, ascii,
            issuer => issuer.EndPoints[0] = issuer.EndPoints[0] with { Connections = 3 }));
        FramedSocket shop = await station.ConnectAsync();

        await shop.SendAsync([.. Enumerable.Range(1, 3).Select(i => StationRig.Request($"stan={i:D6} rrn={i:D12}"))]);
        var asked = new List<(FramedSocket Link, byte[] Request)>();
        for (int i = 0; i < 3; i++) asked.Add(await bank.NextAsync());
        Assert.Equal(3, asked.Select(a => a.Link).Distinct().Count());

        // Each answer comes over the connection of the next one's request.
        for (int i = 0; i < 3; i++)
        {
            int stan = int.Parse(Text(asked[i].Request, Field.Rrn)) % 10;
            await asked[(i + 1) % 3].Link.SendAsync(bank.Answer(asked[i].Request, "code=00"));
            await StationRig.ExpectAsync(shop, $"0210 code=00 stan={stan:D6}");
        }
    }

    [Fact]
    public async Task A_bank_that_is_down_is_91_and_works_again_once_it_is_up()
    {
        using var down = new SocketBank(ascii, _ => "code=00", isUp: false);
        using var other = new SocketBank(ascii, _ => "code=00");
        await using StationRig station = await StationRig.StartAsync(o => o
            .Connect("down", "127.0.0.1", down.Port, ascii)
            .Connect("other", "127.0.0.1", other.Port, ascii)
            .Route("60", "down"));
        FramedSocket shop = await station.ConnectAsync();

        await station.AskAsync(shop, $"pan={Scenario.AbsentPan}", "0210 code=91");
        await station.AskAsync(shop, $"pan={Scenario.OtherPan}", "0210 code=00");
        down.ComeUp();
        await station.UntilAsync(s => s.Issuers[0].LinksUp == 1);
        await station.AskAsync(shop, $"pan={Scenario.AbsentPan}", "0210 code=00");

        down.DropLinks();
        await station.UntilAsync(s => s.Issuers[0].LinksUp == 0);
        await station.UntilAsync(s => s.Issuers[0].LinksUp == 1);
        await station.AskAsync(shop, $"pan={Scenario.AbsentPan}", "0210 code=00");
        Assert.Equal(1, station.Server.Snapshot().Issuers[0].Counts.Unreachable);
    }

    [Fact]
    public async Task When_no_answer_comes_in_time_it_is_91_and_a_late_one_is_not_delivered()
    {
        using var bank = new SocketBank(ascii);
        await using StationRig station = await StationRig.StartAsync(o => o.Connect(
            "bank", "127.0.0.1", bank.Port, ascii, issuer => issuer.TimeOut = Short));
        FramedSocket shop = await station.ConnectAsync();

        await shop.SendAsync(StationRig.Request("track2=4761739001010119=2712201"));
        var (link, request) = await bank.NextAsync();
        await StationRig.ExpectAsync(shop, "0210 code=91 stan=123456 track2=-");
        await link.SendAsync(bank.Answer(request, "code=00"));
        await station.UntilAsync(s => s.Issuers[0].Counts.Late == 1);

        // Answers to one shop are in order: were the late one delivered, it would come first.
        await station.AskAsync(shop, "pan=4761739001010118", "0210 code=14");
    }

    [Fact]
    public async Task A_bank_that_breaks_off_with_requests_pending_costs_a_time_out_and_no_more()
    {
        using var bank = new SocketBank(ascii);
        await using StationRig station = await StationRig.StartAsync(o => o.Connect(
            "bank", "127.0.0.1", bank.Port, ascii, issuer => issuer.TimeOut = TimeSpan.FromMilliseconds(200)));
        FramedSocket shop = await station.ConnectAsync();

        await shop.SendAsync(StationRig.Request());
        await bank.NextAsync();
        bank.DropLinks();
        await StationRig.ExpectAsync(shop, "0210 code=91");
        await station.UntilAsync(s => s.Issuers[0].LinksUp == 1);
        await shop.SendAsync(StationRig.Request());
        var (link, request) = await bank.NextAsync();
        await link.SendAsync(bank.Answer(request, "code=00"));
        await StationRig.ExpectAsync(shop, "0210 code=00");
    }

    [Fact]
    public async Task Answers_that_fit_no_request_reach_nobody()
    {
        using var bank = new SocketBank(ascii);
        await using StationRig station = await StationRig.StartAsync(o => o.Connect("bank", "127.0.0.1", bank.Port, ascii));
        FramedSocket shop = await station.ConnectAsync();

        await shop.SendAsync(StationRig.Request());
        var (link, request) = await bank.NextAsync();
        await link.SendAsync(
            bank.Answer(request, "code=00 stan=000002"), bank.Answer(request, "code=00 amount=000000000001"),
            bank.Answer(request, "code=00 rrn=999999999999"), "no message at all"u8.ToArray(), request,
            bank.Answer(request, "code=05"), bank.Answer(request, "code=00"));
        await StationRig.ExpectAsync(shop, "0210 code=05");
        await station.UntilAsync(s => s.Issuers[0].Counts is { Unmatched: 5, Malformed: 1, Declined: 1, Approved: 0 });
    }

    [Theory]
    [InlineData("be2")]
    [InlineData("be2 inclusive")]
    [InlineData("ascii4")]
    [InlineData("bcd2")]
    [InlineData("le4")]
    [InlineData("be2 prefix=6000010002/any")]
    [InlineData("be2 lead=02 trailer=03")]
    [InlineData("ascii4 inclusive counted-trailer=0D0A")]
    public async Task Framings_differ_and_keep_alives_are_passed_over(string text)
    {
        Assert.True(FrameFormat.TryParse(text, out FrameFormat framing, out string error), error);
        using var bank = new SocketBank(ascii, _ => "code=00", framing);
        await using StationRig station = await StationRig.StartAsync(o => o
            .Connect("bank", "127.0.0.1", bank.Port, ascii, issuer => issuer.Framing = framing)
            .Listen("framed", 0, ascii, listener => listener.Framing = framing));
        FramedSocket shop = await station.ConnectAsync("framed");
        byte[] keepAlive = shop.Frame([]), first = shop.Frame(StationRig.Request()), second = shop.Frame(StationRig.Request());
        await shop.SendBytesAsync((byte[])[.. keepAlive, .. first, .. keepAlive, .. keepAlive, .. second]);
        await StationRig.ExpectAsync(shop, "0210 code=00 stan=123456");
        await StationRig.ExpectAsync(shop, "0210 code=00 stan=123456");
        Assert.Equal(2, station.Traffic.Received);
    }

    [Fact]
    public async Task Routes_are_replaced_while_traffic_flows_and_no_request_is_lost()
    {
        const int Requests = 2_000;
        using var bank = new SocketBank(ascii, _ => "code=00");
        using var other = new SocketBank(ascii, _ => "code=51");
        await using StationRig station = await StationRig.StartAsync(o => o
            .Connect("bank", "127.0.0.1", bank.Port, ascii)
            .Connect("other", "127.0.0.1", other.Port, ascii));
        FramedSocket shop = await station.ConnectAsync();

        byte[] batch = [.. Enumerable.Range(1, Requests).SelectMany(i => shop.Frame(StationRig.Request($"stan={i:D6}")))];
        Task sending = shop.SendBytesAsync(batch);
        int replaced = 0, got = 0;
        var seen = new HashSet<int>();
        while (got < Requests)
        {
            byte[]? answer = await shop.ReceiveAsync();
            Assert.NotNull(answer);
            Assert.True(seen.Add(int.Parse(Text(answer, Field.Stan))));
            Assert.Contains(Text(answer, Field.ResponseCode), (string[])["00", "51"]);
            if (++got % 10 != 0) continue;
            Route[] routes = [new("4761", ++replaced % 2 == 0 ? "bank" : "other"), new("52", "other")];
            Assert.True(station.Server.TryReplaceRoutes(routes, out string none), none);
        }
        await sending;
        StationSnapshot end = station.Server.Snapshot();
        Assert.Equal(Requests, end.Issuers[0].Counts.Approved + end.Issuers[1].Counts.Declined);
    }

    [Fact]
    public async Task Bad_routes_are_refused_with_a_reason_and_the_old_ones_stay()
    {
        await using StationRig station = await StationRig.StartAsync(o => o.Handle("bank", ScriptedHandler.Approving));
        FramedSocket shop = await station.ConnectAsync();
        Assert.False(station.Server.TryReplaceRoutes([new("4761", "bank"), new("47x1", "bank")], out string error));
        Assert.Equal("routes[1].range: expected a prefix or range of 2 to 19 digits, such as 476173 or 51-55, found '47x1'", error);
        Assert.False(station.Server.TryReplaceRoutes([new("40-49", "bank"), new("45-55", "other")], out error));
        Assert.StartsWith("routes: ", error, StringComparison.Ordinal);
        Assert.Contains("45-55", error, StringComparison.Ordinal);
        await station.AskAsync(shop, "", "0210 code=00");

        Assert.True(station.Server.TryReplaceRoutes([new("4761", "elsewhere")], out error));
        Assert.Equal("", error);
        await station.AskAsync(shop, "", "0210 code=92");
        Assert.True(station.Server.TryReplaceRoutes([], out error));
        await station.AskAsync(shop, "", "0210 code=15");
    }

    [Fact]
    public async Task A_message_longer_than_the_other_sides_framing_costs_no_link()
    {
        var small = new FrameFormat(new LengthHeader(LengthEncoding.BigEndian, 2), maxMessageLength: 100);
        using var bank = new SocketBank(ascii, _ => "code=00", small);
        await using StationRig station = await StationRig.StartAsync(o => o.Connect(
            "bank", "127.0.0.1", bank.Port, ascii, issuer => issuer.Framing = small));
        FramedSocket shop = await station.ConnectAsync();
        await station.AskAsync(shop, "track2=4761739001010119=2712201", "0210 code=30");

        // An own answer with less than its usual room: the request is as long as the framing allows.
        string most = new('x', 999);
        string wrong = $"pan=4761739001010118 de59={most} de60={most} de61={most} de62={most[..500]}";
        int missing = FrameFormat.DefaultMaxMessageLength - StationRig.Request($"{wrong} de63=").Length;
        byte[] longest = StationRig.Request($"{wrong} de63={new string('x', missing)}");
        Assert.Equal(FrameFormat.DefaultMaxMessageLength, longest.Length);
        await shop.SendAsync(longest);
        await StationRig.ExpectAsync(shop, "0210 code=14");
        await station.AskAsync(shop, "", "0210 code=00");
    }

    private string Text(byte[] message, int field)
    {
        var index = new FieldIndex();
        Assert.True(new MessageParser(ascii).Parse(message, index).IsOk);
        return new MessageView(message, index).GetText(field)!;
    }
}
