using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Tests.Security;
using CardSwitch.Tests.Switching;

namespace CardSwitch.Tests.Serving;

/// <summary>A station whose shop signs with key 1 and gets answers under 2; its bank gets requests under 3 and signs with 4.</summary>
public sealed class MacTests
{
    private const long FromShop = 1, ToShop = 2, ToBank = 3, FromBank = 4;

    private static readonly MessageFormat Ascii = MessageFormats.Iso1987Ascii;

    [Fact]
    public async Task Requests_and_answers_are_checked_on_one_link_and_signed_anew_for_the_next()
    {
        using SocketBank bank = Bank();
        await using StationRig station = await StartAsync(bank);
        FramedSocket shop = await station.ConnectAsync();
        await shop.SendAsync(Signed(StationRig.Request()));
        var (link, request) = await bank.NextAsync();
        Assert.True(SlowLinkMac.IsSealed(Ascii, request, ToBank));
        await link.SendAsync(bank.Answer(request, "code=00 auth=A1B2C3"));
        byte[] answer = (await shop.ReceiveAsync())!;
        Assert.True(SlowLinkMac.IsSealed(Ascii, answer, ToShop));
        Assert.Null(MessageText.Mismatch(Ascii, answer, 210, ["code=00", "auth=A1B2C3"]));
    }

    [Fact]
    public async Task A_request_with_a_wrong_MAC_is_answered_63_and_goes_nowhere_and_the_link_closes_in_the_end()
    {
        using SocketBank bank = Bank();
        await using StationRig station = await StartAsync(bank, o => o.Listeners[0].Mac!.MaxFailures = 3);
        FramedSocket shop = await station.ConnectAsync(), honest = await station.ConnectAsync();
        byte[] altered = Signed(StationRig.Request());
        altered[SlowLinkMac.IndexOf(Ascii, altered)[Field.Amount].Value] ^= 1;
        await shop.SendAsync(altered);
        byte[] answer = (await shop.ReceiveAsync())!;
        Assert.Null(MessageText.Mismatch(Ascii, answer, 210, ["code=63", "stan=123456"]));
        Assert.True(SlowLinkMac.IsSealed(Ascii, answer, ToShop));
        await shop.SendAsync(StationRig.Request());
        Assert.Null(MessageText.Mismatch(Ascii, (await shop.ReceiveAsync())!, 210, ["code=63"]));
        await shop.SendAsync(StationRig.Request(), Signed(StationRig.Request()));
        await shop.EndedAsync();

        Assert.Equal(3, station.Traffic.MacFailures);
        Assert.Equal(0, station.Server.Snapshot().Issuers[0].Counts.Requests);
        await TakeErrorsAsync(station, "MAC", 3);
        await AskAsync(station, bank, honest, "code=00");
    }

    [Fact]
    public async Task What_cannot_be_read_gets_no_answer_and_closes_the_link_in_the_end()
    {
        using SocketBank bank = Bank();
        await using StationRig station = await StartAsync(bank);
        byte[] sound = Signed(StationRig.Request());
        byte[][] unreadable = [[.. "abcd"u8], [.. "0200"u8], sound[..21], sound[..60], [.. "0900"u8, .. sound[4..]]];
        FramedSocket shop = await station.ConnectAsync(), honest = await station.ConnectAsync();
        await shop.SendAsync(unreadable);
        await shop.EndedAsync();
        Assert.Equal(5, station.Traffic.MacFailures + station.Traffic.Unanswerable);
        await TakeErrorsAsync(station, "MAC", 5);
        await AskAsync(station, bank, honest, "code=00");
    }

    [Fact]
    public async Task The_same_request_is_served_when_it_comes_again_with_the_right_MAC()
    {
        using SocketBank bank = Bank();
        await using StationRig station = await StartAsync(bank);
        FramedSocket shop = await station.ConnectAsync();
        byte[] request = StationRig.Request();
        await shop.SendAsync(request);
        Assert.Null(MessageText.Mismatch(Ascii, (await shop.ReceiveAsync())!, 210, ["code=63"]));
        await shop.SendAsync(Signed(request));
        var (link, sent) = await bank.NextAsync();
        await link.SendAsync(bank.Answer(sent, "code=00"));
        Assert.Null(MessageText.Mismatch(Ascii, (await shop.ReceiveAsync())!, 210, ["code=00"]));
        await TakeErrorsAsync(station, "MAC", 1);
    }

    [Fact]
    public async Task An_answer_with_a_wrong_MAC_or_none_is_passed_over_and_its_request_times_out()
    {
        using SocketBank bank = Bank();
        await using StationRig station = await StartAsync(bank, o => o.Issuers[0].TimeOut = TimeSpan.FromMilliseconds(300));
        FramedSocket shop = await station.ConnectAsync();
        await shop.SendAsync(Signed(StationRig.Request()));
        var (link, request) = await bank.NextAsync();
        byte[] approval = bank.Answer(request, "code=05"), altered = [.. approval];
        int code = SlowLinkMac.IndexOf(Ascii, altered)[Field.ResponseCode].Value;
        altered[code + 1] = (byte)'0';
        await link.SendAsync(altered, SlowLinkMac.Without(Ascii, approval));
        Assert.Null(MessageText.Mismatch(Ascii, (await shop.ReceiveAsync())!, 210, ["code=91"]));
        Assert.Equal(2, station.Server.Snapshot().Issuers[0].Counts.MacFailures);
        Assert.Equal(0, station.Server.Snapshot().Issuers[0].Counts.Approved);
        await TakeErrorsAsync(station, "MAC", 2);
    }

    [Fact]
    public async Task A_link_without_MAC_neither_gets_nor_passes_on_that_of_another()
    {
        using var bank = new SocketBank(Ascii);
        await using StationRig station = await StationRig.StartAsync(o => o.Connect("bank", "127.0.0.1", bank.Port, Ascii));
        FramedSocket shop = await station.ConnectAsync();
        byte[] request = StationRig.Request();
        await shop.SendAsync(SlowLinkMac.Seal(Ascii, request, 99));
        var (link, sent) = await bank.NextAsync();
        Assert.False(SlowLinkMac.IndexOf(Ascii, sent).Has(Field.Mac));
        byte[] answer = bank.Answer(sent, "code=00 de102=12345678");
        await link.SendAsync(SlowLinkMac.Seal(Ascii, answer, 98));
        byte[] given = (await shop.ReceiveAsync())!;
        FieldIndex index = SlowLinkMac.IndexOf(Ascii, given);
        Assert.True(index.Has(Field.AccountId1));
        Assert.False(index.Has(Field.Mac) || index.Has(Field.Mac2));
    }

    [Fact]
    public async Task When_the_provider_is_down_requests_are_declined_with_96_where_that_can_be_signed_and_else_the_link_closes()
    {
        using SocketBank bank = Bank();
        using var crypto = new HmacCrypto();
        await using StationRig station = await StartAsync(bank, o => o.Crypto = crypto);
        FramedSocket shop = await station.ConnectAsync();
        await AskAsync(station, bank, shop, "code=00");
        crypto.IsDown = true;
        await shop.SendAsync(Signed(StationRig.Request()));
        Assert.Null(await shop.ReceiveAsync());
        Assert.Equal(1, station.Traffic.Overloaded);
        crypto.IsDown = false;
        await TakeErrorsAsync(station, "crypto provider", 2);
    }

    [Fact]
    public async Task What_a_MAC_cost_a_message_is_in_the_journal()
    {
        using SocketBank bank = Bank();
        var journal = new JournalRig();
        await using StationRig station = await StationRig.StartAsync(journal.With(bank, o => Protect(o, o.Issuers[0])));
        FramedSocket shop = await station.ConnectAsync();
        await shop.SendAsync(StationRig.Request());
        Assert.Null(MessageText.Mismatch(Ascii, (await shop.ReceiveAsync())!, 210, ["code=63"]));
        await TakeErrorsAsync(station, "MAC", 1);
        await station.Server.StopAsync();
        Assert.Contains(journal.Disk.Rows, row => row.Kind == (int)RecordKind.MacFailed && row.Field == 0 && row.Code == "63");
    }

    [Fact]
    public void Options_that_leave_a_hole_are_refused()
    {
        var options = new StationOptions().Listen("shops", 0, Ascii, l => l.Mac = new LinkMacOptions { Length = 6, Fields = [4, 11, 64] });
        string all = string.Join('\n', options.Validate());
        Assert.Contains("listeners[0].mac: expected a crypto provider (crypto), found none", all, StringComparison.Ordinal);
        Assert.Contains("listeners[0].mac.length: expected 4 or 8, found 6", all, StringComparison.Ordinal);
        Assert.Contains("expected DE 7 among them", all, StringComparison.Ordinal);
        Assert.Contains("expected DE 37 among them", all, StringComparison.Ordinal);
        Assert.Contains("has no DE 64 to cover", all, StringComparison.Ordinal);
        options.Crypto = SlowLinkMac.Crypto;
        Assert.Contains("listeners[0].mac.verifyKey: expected a key, found none", options.Validate());
    }

    private static byte[] Signed(byte[] request) => SlowLinkMac.Seal(Ascii, request, FromShop);

    private static SocketBank Bank() => new(Ascii, seal: answer => SlowLinkMac.Seal(Ascii, answer, FromBank));

    private static Task<StationRig> StartAsync(SocketBank bank, Action<StationOptions>? configure = null) => StationRig.StartAsync(o =>
    {
        o.Connect("bank", "127.0.0.1", bank.Port, Ascii, issuer => Protect(o, issuer));
        configure?.Invoke(o);
    });

    private static void Protect(StationOptions options, IssuerOptions issuer)
    {
        options.Crypto = SlowLinkMac.Crypto;
        // The rig's requests are of all times.
        options.ReplayWindow = TimeSpan.Zero;
        issuer.Mac = SlowLinkMac.Options(FromBank, ToBank);
        options.Listeners[0].Mac = SlowLinkMac.Options(FromShop, ToShop);
    }

    private static async Task AskAsync(StationRig station, SocketBank bank, FramedSocket shop, string answer)
    {
        await shop.SendAsync(Signed(StationRig.Request()));
        var (link, request) = await bank.NextAsync();
        await link.SendAsync(bank.Answer(request, answer));
        Assert.Null(MessageText.Mismatch(Ascii, (await shop.ReceiveAsync())!, 210, [answer]));
    }

    // Those that the test is about; they are logged after the answer has left. Any other fails it at its end.
    private static async Task TakeErrorsAsync(StationRig station, string about, int count)
    {
        await station.UntilAsync(_ => station.Log.Errors.Count(IsMeant) >= count);
        string[] all = [.. station.Log.Errors];
        Assert.Equal(count, all.Count(IsMeant));
        station.Log.Errors.Clear();
        foreach (string other in all.Where(e => !IsMeant(e))) station.Log.Errors.Enqueue(other);

        bool IsMeant(string error) => error.Contains(about, StringComparison.Ordinal);
    }
}
