using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using CardSwitch.Iso8583;
using CardSwitch.Tests.Switching;

namespace CardSwitch.Tests.Serving;

/// <summary>What a listener of the meter "CardSwitch" sees of a station.</summary>
public sealed class StationMeterTests
{
    [Fact]
    public async Task A_listener_sees_the_stations_counts_and_times()
    {
        string name = $"metered {Guid.NewGuid()}";
        await using StationRig station = await StationRig.StartAsync(o =>
        {
            o.Name = name;
            o.Handle("bank", new ScriptedHandler((request, _) => new(
                request.View.GetText(Field.Amount) == "000000000051" ? ResponseCode.InsufficientFunds : ResponseCode.Approved)));
        });
        FramedSocket shop = await station.ConnectAsync();
        // Single steps are timed for some batches only: enough of them for a few.
        for (int i = 0; i < 200; i++) await station.AskAsync(shop, "", "0210 code=00");
        await station.AskAsync(shop, "amount=000000000051", "0210 code=51");
        await station.AskAsync(shop, "pan=4761739001010118", "0210 code=14");
        await station.AskAsync(shop, $"pan={Scenario.StrangerPan}", "0210 code=15");
        await station.AskAsync(shop, $"pan={Scenario.OtherPan}", "0210 code=92");

        // Bought, sent again, and taken back.
        byte[] request = StationRig.Request("time=1122053012 stan=000777");
        await shop.SendAsync(request);
        await StationRig.ExpectAsync(shop, "0210 code=00");
        await shop.SendAsync(request);
        await StationRig.ExpectAsync(shop, "0210 code=00");
        await shop.SendAsync(MessageText.Change(
            MessageFormats.Iso1987Ascii, request, MessageType.Of(420),
            ["stan=000778", "time=1122053013", $"de90=02000007771122053012{new string('0', 22)}"]));
        await StationRig.ExpectAsync(shop, "0430 code=00");
        await station.UntilAsync(s => s.Issuers[0] is { Queued: 0, Counts.Forwarded: 1 });

        Dictionary<string, double> seen = Collect("station", name);
        Assert.Equal(207, seen["cardswitch.requests"]);
        Assert.Equal(0, seen["cardswitch.own_answers code=90"]);
        Assert.Equal(1, seen["cardswitch.own_answers code=14"]);
        Assert.Equal(1, seen["cardswitch.own_answers code=15"]);
        Assert.Equal(1, seen["cardswitch.own_answers code=92"]);
        Assert.Equal(0, seen["cardswitch.own_answers code=91"]);
        Assert.Equal(202, seen["cardswitch.issuer.requests issuer=bank"]);
        Assert.Equal(201, seen["cardswitch.issuer.outcomes issuer=bank outcome=approved"]);
        Assert.Equal(1, seen["cardswitch.issuer.outcomes issuer=bank outcome=declined"]);
        Assert.Equal(0, seen["cardswitch.issuer.outcomes issuer=bank outcome=late"]);
        Assert.Equal(0, seen["cardswitch.issuer.outcomes issuer=bank outcome=stood_in"]);
        Assert.Equal(1, seen["cardswitch.repeats"]);
        Assert.Equal(1, seen["cardswitch.taken_over kind=reversal"]);
        Assert.Equal(0, seen["cardswitch.taken_over kind=advice"]);
        Assert.Equal(1, seen["cardswitch.issuer.reversals issuer=bank"]);
        Assert.Equal(1, seen["cardswitch.issuer.forwarded issuer=bank"]);
        Assert.Equal(0, seen["cardswitch.issuer.queued issuer=bank"]);
        Assert.Equal(0, seen["cardswitch.issuer.parked issuer=bank"]);
        Assert.Equal(1, seen["cardswitch.issuer.served issuer=bank"]);
        Assert.Equal(0, seen["cardswitch.issuer.pending issuer=bank"]);
        Assert.Equal(1, seen["cardswitch.issuer.links issuer=bank"]);
        Assert.Equal(1, seen["cardswitch.shops"]);

        await station.Server.DisposeAsync();
        Assert.Empty(Collect("station", name));
    }

    [Fact]
    public async Task A_listener_sees_how_long_the_steps_took()
    {
        // Times carry no station's name; an issuer's name that no other test uses tells them apart.
        string issuer = $"timed {Guid.NewGuid()}";
        await using StationRig station = await StationRig.StartAsync(o =>
        {
            o.Routes.Clear();
            o.Route("4761", issuer).Handle(issuer, ScriptedHandler.Approving);
        });
        FramedSocket shop = await station.ConnectAsync();
        for (int i = 0; i < 200; i++) await station.AskAsync(shop, "", "0210 code=00");

        Dictionary<string, double> seen = Collect("issuer", issuer);
        Assert.Equal(200, seen["cardswitch.step.count step=at-bank"]);
        Assert.Equal(200, seen["cardswitch.step.count step=whole"]);
        Assert.InRange(seen["cardswitch.step.count step=parse"], 1, 200);
        Assert.InRange(seen["cardswitch.step.count step=route"], 1, 200);
        Assert.True(seen["cardswitch.step.time step=whole"] >= seen["cardswitch.step.time step=at-bank"]);
        double median = seen["cardswitch.step.duration step=whole quantile=0.5"];
        Assert.InRange(median, 1e-9, seen["cardswitch.step.duration step=whole quantile=0.999"]);
    }

    /// <summary>All measurements with that tag: instrument and the other tags, and the value.</summary>
    private static Dictionary<string, double> Collect(string tag, string value)
    {
        var seen = new ConcurrentDictionary<string, double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, meters) =>
            {
                if (instrument.Meter.Name == "CardSwitch") meters.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, count, tags, _) => Take(instrument, count, tags));
        listener.SetMeasurementEventCallback<int>((instrument, count, tags, _) => Take(instrument, count, tags));
        listener.SetMeasurementEventCallback<double>((instrument, count, tags, _) => Take(instrument, count, tags));
        listener.Start();
        listener.RecordObservableInstruments();
        return new Dictionary<string, double>(seen);

        void Take(Instrument instrument, double measured, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            string key = instrument.Name;
            bool isOurs = false;
            foreach (var (name, tagged) in tags)
            {
                if (name == tag) isOurs |= (string?)tagged == value;
                else if (name != "station") key += $" {name}={tagged}";
            }
            if (isOurs) Assert.True(seen.TryAdd(key, measured), $"{key} is measured twice.");
        }
    }
}
