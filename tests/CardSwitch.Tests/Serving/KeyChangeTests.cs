using CardSwitch.Iso8583;
using CardSwitch.Security;
using CardSwitch.Tests.Security;
using CardSwitch.Tests.Switching;

namespace CardSwitch.Tests.Serving;

/// <summary>New MAC keys over a link in service: 0800 with DE 70 = 161 and a key block in DE 48.</summary>
public sealed class KeyChangeTests
{
    private const long FromShop = 1, ToShop = 2, ToBank = 3, FromBank = 4, New = 5;

    private static readonly MessageFormat Ascii = MessageFormats.Iso1987Ascii;

    [Theory]
    [InlineData('C', New, New)]
    [InlineData('V', New, ToShop)]
    [InlineData('G', FromShop, New)]
    public async Task A_shop_changes_the_keys_of_the_directions_that_the_block_names(char mode, long verify, long generate)
    {
        using var crypto = new HmacCrypto();
        await using StationRig station = await StartAsync(crypto);
        FramedSocket shop = await station.ConnectAsync();
        station.Managed++;
        await shop.SendAsync(Seal(NewKey(HmacCrypto.BlockOf(New, mode)), FromShop));
        byte[] answer = (await shop.ReceiveAsync())!;
        Assert.Null(MessageText.Mismatch(Ascii, answer, 810, ["code=00", "net=161", "de48=0000000005"]));
        Assert.True(SlowLinkMac.IsSealed(Ascii, answer, ToShop));
        // The old key is good for a while.
        foreach (long key in (long[])[FromShop, verify, FromShop])
        {
            await shop.SendAsync(Seal(StationRig.Request(), key));
            answer = (await shop.ReceiveAsync())!;
            Assert.Null(MessageText.Mismatch(Ascii, answer, 210, ["code=00"]));
            Assert.True(SlowLinkMac.IsSealed(Ascii, answer, generate));
        }
    }

    [Theory]
    [InlineData("D0016M6AC00N0000nonsense")]
    [InlineData("D0016M6AX00N000000000005")]
    [InlineData("D0016")]
    public async Task A_block_that_is_none_is_refused_and_the_keys_stay(string block)
    {
        using var crypto = new HmacCrypto();
        await using StationRig station = await StartAsync(crypto);
        FramedSocket shop = await station.ConnectAsync();
        station.Managed++;
        await shop.SendAsync(Seal(NewKey(block), FromShop));
        Assert.Null(MessageText.Mismatch(Ascii, (await shop.ReceiveAsync())!, 810, ["code=63", "de48=-"]));
        await shop.SendAsync(Seal(StationRig.Request(), FromShop));
        byte[] answer = (await shop.ReceiveAsync())!;
        Assert.True(SlowLinkMac.IsSealed(Ascii, answer, ToShop));
        await station.UntilAsync(_ => !station.Log.Errors.IsEmpty);
        Assert.Contains("was not taken", Assert.Single(station.Log.Errors), StringComparison.Ordinal);
        station.Log.Errors.Clear();
    }

    [Fact]
    public async Task A_link_that_takes_no_keys_gets_none()
    {
        using var crypto = new HmacCrypto();
        await using StationRig station = await StartAsync(crypto, o => o.Listeners[0].Mac!.TakesKeys = false);
        FramedSocket shop = await station.ConnectAsync();
        station.Managed++;
        await shop.SendAsync(Seal(NewKey(HmacCrypto.BlockOf(New)), FromShop));
        Assert.Null(MessageText.Mismatch(Ascii, (await shop.ReceiveAsync())!, 810, ["code=63"]));
        await station.UntilAsync(_ => !station.Log.Errors.IsEmpty);
        station.Log.Errors.Clear();
        Assert.Empty(crypto.Destroyed);
    }

    [Fact]
    public async Task A_bank_that_is_asked_for_a_key_sends_one_and_traffic_goes_on()
    {
        using var crypto = new HmacCrypto();
        long signsWith = FromBank;
        using var bank = new SocketBank(Ascii, seal: answer => SlowLinkMac.Seal(Ascii, answer, signsWith));
        await using StationRig station = await StartAsync(crypto, bank: bank);
        FramedSocket shop = await station.ConnectAsync();
        await shop.SendAsync(Seal(StationRig.Request("pan=5200000000000007"), FromShop));
        var (link, request) = await bank.NextAsync();
        await link.SendAsync(bank.Answer(request, "code=00"));
        Assert.NotNull(await shop.ReceiveAsync());

        int before = bank.CountOf("0800");
        Task<bool> changed = station.Server.ChangeKeysAsync("other");
        await station.UntilAsync(_ => bank.CountOf("0800") > before);
        await link.SendAsync(Seal(NewKey(HmacCrypto.BlockOf(New)), FromBank));
        Assert.True(await changed.WaitAsync(Links.Safety.Net));

        await shop.SendAsync(Seal(StationRig.Request("pan=5200000000000007"), FromShop));
        (link, request) = await bank.NextAsync();
        Assert.True(SlowLinkMac.IsSealed(Ascii, request, New));
        signsWith = New;
        await link.SendAsync(bank.Answer(request, "code=00"));
        Assert.Null(MessageText.Mismatch(Ascii, (await shop.ReceiveAsync())!, 210, ["code=00"]));
        await Assert.ThrowsAsync<InvalidOperationException>(() => station.Server.ChangeKeysAsync("bank"));
    }

    [Fact]
    public void The_old_key_ends_a_time_after_the_first_message_under_the_new_one_and_not_before()
    {
        const long Second = 1_000_000_000;
        using var crypto = new HmacCrypto();
        LinkMacOptions options = Options(FromShop, ToShop);
        options.OldKeyFor = TimeSpan.FromSeconds(60);
        var keys = new LinkKeys(crypto, options);
        Assert.True(keys.TryTake(HmacCrypto.BlockOf(New), out _));
        Assert.Equal(CryptoStatus.Ok, Verify(FromShop, 3600 * Second));
        Assert.Equal(CryptoStatus.Ok, Verify(New, 4000 * Second));
        Assert.Equal(CryptoStatus.Ok, Verify(FromShop, 4060 * Second));
        // Once more the same: a repeat of the message must not begin anew.
        Assert.True(keys.TryTake(HmacCrypto.BlockOf(New), out _));
        Assert.Equal(CryptoStatus.Invalid, Verify(FromShop, 4061 * Second));
        Assert.Equal(CryptoStatus.Ok, Verify(New, 4061 * Second));
        Assert.Equal(CryptoStatus.Invalid, Verify(FromShop, 4062 * Second));

        // The first keys are the station's own; those that came go with their last use.
        Assert.True(keys.TryTake(HmacCrypto.BlockOf(6), out string checkValue));
        Assert.Equal("0000000006", checkValue);
        Assert.Equal(CryptoStatus.Ok, Verify(New, 5000 * Second));
        Assert.Equal(CryptoStatus.Ok, Verify(6, 5000 * Second));
        Assert.Equal(CryptoStatus.Ok, Verify(6, 5061 * Second));
        Assert.DoesNotContain(new KeyHandle(FromShop), crypto.Destroyed);
        Assert.Equal(new KeyHandle(New), crypto.Destroyed[^1]);

        CryptoStatus Verify(long key, long now)
        {
            byte[] mac = new byte[8];
            crypto.GenerateMac(new KeyHandle(key), MacAlgorithm.AesCmac, "data"u8, mac);
            return keys.Verify("data"u8, mac, now);
        }
    }

    private static LinkMacOptions Options(long verify, long generate)
    {
        LinkMacOptions options = SlowLinkMac.Options(verify, generate);
        options.TakesKeys = true;
        return options;
    }

    private static Task<StationRig> StartAsync(
        HmacCrypto crypto, Action<StationOptions>? configure = null, SocketBank? bank = null) => StationRig.StartAsync(o =>
    {
        o.Crypto = crypto;
        o.ReplayWindow = TimeSpan.Zero;
        o.Handle("bank", ScriptedHandler.Approving);
        if (bank is not null) o.Connect("other", "127.0.0.1", bank.Port, Ascii, issuer => issuer.Mac = Options(FromBank, ToBank));
        o.Listeners[0].Mac = Options(FromShop, ToShop);
        configure?.Invoke(o);
    });

    private static byte[] NewKey(string block) =>
        MessageText.Write(Ascii, 800, ["time=1122053012", "stan=000777", $"de48={block}", "net=161"]);

    private static byte[] Seal(byte[] message, long key) => SlowLinkMac.Seal(Ascii, message, key);
}
