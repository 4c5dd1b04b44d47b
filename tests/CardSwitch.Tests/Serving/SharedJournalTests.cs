using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.PostgreSql;
using CardSwitch.Tests.Links;
using CardSwitch.Tests.Support;
using CardSwitch.Tests.Switching;

namespace CardSwitch.Tests.Serving;

/// <summary>Two stations on loopback that keep their journals in one real database.</summary>
[Collection(nameof(PostgresTests))]
public sealed class SharedJournalTests(PostgresCluster cluster)
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    private readonly MessageFormat ascii = MessageFormats.Iso1987Ascii;
    private readonly string schema = cluster.NewSchema();

    [PostgresFact]
    public async Task A_repeat_and_a_reversal_may_come_to_the_other_station()
    {
        int asked = 0;
        using var bank = new SocketBank(ascii, _ => $"code=00 auth=A1B2C{Interlocked.Increment(ref asked)}");
        await using StationRig north = await StartAsync("north", bank, TimeSpan.FromMinutes(5));
        await using StationRig south = await StartAsync("south", bank, TimeSpan.FromMinutes(5));
        FramedSocket northShop = await north.ConnectAsync(), southShop = await south.ConnectAsync();

        byte[] request = StationRig.Request();
        await northShop.SendAsync(request);
        await StationRig.ExpectAsync(northShop, $"0210 code=00 auth=A1B2C1 pan={Scenario.Pan}");
        await UntilAsync(() => south.Server.FollowedOf("north") >= Kept("north", RecordKind.Answered));

        await southShop.SendAsync(request);
        await StationRig.ExpectAsync(southShop, $"0210 code=00 auth=A1B2C1 pan={Scenario.Pan} stan=123456 rrn=632605123456");
        await southShop.SendAsync(MessageText.Change(ascii, request, MessageType.Of(201), ["amount=000000000001"]));
        await StationRig.ExpectAsync(southShop, "0210 code=94");
        Assert.Equal(1, asked);

        byte[] reversal = ReversalOf(request);
        await southShop.SendAsync(reversal);
        await StationRig.ExpectAsync(southShop, "0430 code=00");
        await UntilAsync(() => north.Server.FollowedOf("south") >= Kept("south", RecordKind.Reversed));
        await northShop.SendAsync(reversal);
        await StationRig.ExpectAsync(northShop, "0430 code=00");
        await northShop.SendAsync(request);
        await StationRig.ExpectAsync(northShop, "0210 code=68");
        await south.UntilAsync(station => station.Issuers[0].Counts.Forwarded == 1);
        Assert.Equal(1, bank.CountOf("0420"));
        Assert.Equal(0, north.Server.Snapshot().Issuers[0].Counts.Reversals);
    }

    [PostgresFact]
    public async Task The_work_of_a_station_that_lost_the_database_is_carried_on_and_it_is_fenced()
    {
        using var bank = new SocketBank(ascii);
        using var proxy = new CuttingProxy(cluster.Port);
        var lease = TimeSpan.FromSeconds(3);
        StationRig north = await StartAsync("north", bank, lease, proxy.Port);
        await using StationRig south = await StartAsync("south", bank, lease);
        FramedSocket northShop = await north.ConnectAsync(), southShop = await south.ConnectAsync();

        byte[] request = StationRig.Request();
        await northShop.SendAsync(request);
        await bank.NextAsync();
        proxy.GoOut();

        // The bank is silent to north, and north to the database: south reverses the request once the lease has passed.
        await south.UntilAsync(station => station.Issuers[0].Counts.Forwarded == 1);
        Assert.Equal(1, bank.CountOf("0420"));
        await southShop.SendAsync(request);
        await StationRig.ExpectAsync(southShop, "0210 code=91");
        await UntilAsync(() => Kept("north", RecordKind.TimedOut) > 0);
        Assert.Equal(0L, cluster.Value<long>($"SELECT count(*) FROM {schema}.sealed_message WHERE station = 'north'"));

        proxy.Heal();
        Assert.Equal(JournalFault.Fenced, await north.Server.JournalFailed.WaitAsync(Safety.Net));
        north.Log.Errors.Clear();
        await north.DisposeAsync();

        // It starts anew, and finds nothing to do for what south has ended.
        await using StationRig back = await StartAsync("north", bank, lease);
        Assert.Equal(0, back.Server.Snapshot().Issuers[0].Queued);
        FramedSocket backShop = await back.ConnectAsync();
        await backShop.SendAsync(request);
        await StationRig.ExpectAsync(backShop, "0210 code=91");
        Assert.Equal(1, bank.CountOf("0420"));
    }

    [PostgresFact]
    public async Task A_published_bin_table_is_put_in_force_and_a_bad_one_is_not()
    {
        using var bank = new SocketBank(ascii, _ => "code=00");
        await using StationRig north = await StartAsync("north", bank, TimeSpan.FromMinutes(5));
        FramedSocket shop = await north.ConnectAsync();
        await north.AskAsync(shop, $"pan={Scenario.AbsentPan}", "0210 code=15");

        using var editor = Store(TimeSpan.FromMinutes(5));
        editor.Open(new JournalOwner("editor", [], IsReader: true));
        editor.PublishRoutes("4761,bank\n6011,bank\n"u8.ToArray());
        await UntilAsync(() => north.Server.RoutesVersion == 1);
        await north.AskAsync(shop, $"pan={Scenario.AbsentPan}", "0210 code=00");
        editor.PublishRoutes("4761;bank\n"u8.ToArray());
        await UntilAsync(() => north.Server.RoutesVersion == 2);
        await north.AskAsync(shop, $"pan={Scenario.AbsentPan}", "0210 code=00");
    }

    private async Task<StationRig> StartAsync(string name, SocketBank bank, TimeSpan lease, int? through = null) =>
        await StationRig.StartAsync(options =>
        {
            options.Name = name;
            options.Limits.DrainTimeOut = TimeSpan.FromSeconds(1);
            options.Connect("bank", "127.0.0.1", bank.Port, ascii);
            options.Journal.Mode = JournalMode.BeforeReply;
            options.Journal.Key = Key;
            options.Journal.Store = () => Store(lease, through);
        });

    private PostgreSqlJournal Store(TimeSpan lease, int? through = null) => new(new PostgreSqlJournalOptions
    {
        ConnectionString = cluster.ConnectionString(through),
        Schema = schema,
        Lease = lease,
    });

    // The number of a station's last settled record of a kind; 0 while there is none.
    private long Kept(string station, RecordKind kind)
    {
        long number = cluster.Value<long>(
            $"SELECT COALESCE(max(number), 0) FROM {schema}.record WHERE station = '{station}' AND kind = {(int)kind}");
        return number == 0 && kind is RecordKind.Answered or RecordKind.Reversed ? long.MaxValue : number;
    }

    private byte[] ReversalOf(byte[] request)
    {
        var index = new FieldIndex();
        Assert.True(new MessageParser(ascii).Parse(request, index).IsOk);
        new MessageView(request, index).TryGetInt64(Field.TransmissionDateTime, out long time);
        return MessageText.Change(
            ascii, request, MessageType.Of(420), ["stan=123457", $"de90=0200123456{time:D10}0000000000000000000000"]);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var net = new CancellationTokenSource(Safety.Net);
        while (!condition()) await Task.Delay(5, net.Token);
    }
}
