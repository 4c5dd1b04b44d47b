using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Tests.Switching;

namespace CardSwitch.Tests.Serving;

/// <summary>Issuers that are served in the station's own process.</summary>
public sealed class InProcessIssuerTests
{
    private const string Sensitive = "track2=4761739001010119=2712201 pin=01234567";

    [Fact]
    public async Task A_handler_may_answer_at_once_and_add_fields()
    {
        await using StationRig station = await StartAsync((request, _) =>
        {
            Assert.Equal(MessageType.Of(200), request.View.Type);
            Assert.Equal("3031323334353637", request.View.GetText(Field.PinData));
            request.Set(Field.ApprovalCode, "A1B2C3"u8);
            request.Set(54, "0002978C000000054321"u8);
            return new(ResponseCode.Approved);
        });
        FramedSocket shop = await station.ConnectAsync();
        await station.AskAsync(
            shop, Sensitive,
            "0210 code=00 auth=A1B2C3 de54=0002978C000000054321 stan=123456 rrn=632605123456 track2=- pin=-");
        await station.AskAsync(shop, $"{Sensitive} stan=000002", "0210 code=00 stan=000002 auth=A1B2C3");
    }

    [Fact]
    public async Task A_handler_may_take_its_time_and_other_requests_pass_it()
    {
        var first = new TaskCompletionSource<ResponseCode>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using StationRig station = await StartAsync(async (request, _) =>
        {
            if (request.View.GetText(Field.Amount) != "000000000001") return ResponseCode.Approved;
            ResponseCode code = await first.Task;
            Assert.Equal("000000000001", request.View.GetText(Field.Amount));
            request.Set(Field.ApprovalCode, "LATER1"u8);
            return code;
        });
        FramedSocket shop = await station.ConnectAsync();
        await shop.SendAsync(StationRig.Request("amount=000000000001 stan=000001"), StationRig.Request("stan=000002"));
        await StationRig.ExpectAsync(shop, "0210 code=00 stan=000002 auth=-");
        first.SetResult(ResponseCode.InsufficientFunds);
        await StationRig.ExpectAsync(shop, "0210 code=51 stan=000001 auth=LATER1");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_handler_that_throws_is_96_without_what_it_had_set(bool isAsync)
    {
        await using StationRig station = await StartAsync(async (request, _) =>
        {
            if (request.View.GetText(Field.Stan) == "000002") return ResponseCode.Approved;
            if (isAsync) await Task.Yield();
            request.Set(Field.ApprovalCode, "A1B2C3"u8);
            throw new InvalidOperationException("The ledger is closed.");
        });
        FramedSocket shop = await station.ConnectAsync();
        await station.AskAsync(shop, Sensitive, "0210 code=96 auth=- stan=123456 track2=- pin=-");
        await station.AskAsync(shop, "", "0210 code=00 auth=-");
        Assert.True(station.Log.Errors.TryDequeue(out string? error));
        Assert.Contains("The handler of issuer bank failed", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handler_that_throws_before_it_gives_a_task_is_96()
    {
        await using StationRig station = await StartAsync((_, _) => throw new InvalidOperationException("No."));
        FramedSocket shop = await station.ConnectAsync();
        await station.AskAsync(shop, "", "0210 code=96");
        Assert.True(station.Log.Errors.TryDequeue(out _));
    }

    [Fact]
    public async Task A_handler_that_gives_no_code_is_96()
    {
        await using StationRig station = await StartAsync((_, _) => default);
        FramedSocket shop = await station.ConnectAsync();
        await station.AskAsync(shop, "", "0210 code=96 stan=123456");
        Assert.True(station.Log.Errors.TryDequeue(out string? error));
        Assert.Contains("no response code", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_that_the_format_cannot_hold_is_an_exception_for_the_handler()
    {
        var caught = new TaskCompletionSource<Exception>();
        await using StationRig station = await StartAsync((request, _) =>
        {
            caught.SetResult(Assert.Throws<ArgumentException>(() => request.Set(Field.ApprovalCode, "too long"u8)));
            return new(ResponseCode.Approved);
        });
        FramedSocket shop = await station.ConnectAsync();
        await station.AskAsync(shop, "", "0210 code=00 auth=-");
        Assert.DoesNotContain("too long", (await caught.Task).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slow_handler_is_91_and_holds_no_more_than_its_limit()
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var handler = new ScriptedHandler(async (_, _) =>
        {
            await end.Task;
            return ResponseCode.Approved;
        });
        await using StationRig station = await StationRig.StartAsync(o => o.Handle("bank", handler, issuer =>
        {
            issuer.TimeOut = TimeSpan.FromMilliseconds(50);
            issuer.MaxPending = 2;
        }));
        FramedSocket shop = await station.ConnectAsync();
        await shop.SendAsync(StationRig.Request("stan=000001"), StationRig.Request("stan=000002"));
        await StationRig.ExpectAsync(shop, "0210 code=91");
        await StationRig.ExpectAsync(shop, "0210 code=91");

        // Nothing waits any more, but the handler is still at it.
        await station.AskAsync(shop, "stan=000003", "0210 code=91 stan=000003");
        Assert.Equal(2, handler.Calls);
        Assert.Equal(1, station.Server.Snapshot().Issuers[0].Counts.Shed);

        end.SetResult();
        // Both are reversed, which takes the same two places.
        await station.UntilAsync(s => s.Issuers[0] is { Counts.Late: 2, Queued: 0 });
        await station.AskAsync(shop, "stan=000004", "0210 code=00 stan=000004");
    }

    [Fact]
    public async Task A_limit_of_one_serves_one_request_after_the_other()
    {
        await using StationRig station = await StationRig.StartAsync(o => o.Handle(
            "bank", ScriptedHandler.Approving, issuer => issuer.MaxPending = 1));
        FramedSocket shop = await station.ConnectAsync();
        for (int i = 0; i < 300; i++) await station.AskAsync(shop, "", "0210 code=00");
    }

    [Fact]
    public async Task A_handler_may_speak_another_format_than_the_shop()
    {
        var handler = new ScriptedHandler((request, _) =>
        {
            Assert.Same(MessageFormats.Iso1987Binary, request.View.Format);
            return new(request.View.GetText(Field.Track2) == "4761739001010119=2712201"
                ? ResponseCode.Approved : ResponseCode.FormatError);
        });
        await using StationRig station = await StationRig.StartAsync(o => o.Handle(
            "bank", handler, issuer => issuer.Format = MessageFormats.Iso1987Binary));
        FramedSocket shop = await station.ConnectAsync();
        await station.AskAsync(shop, Sensitive, $"0210 code=00 pan={Scenario.Pan} stan=123456");
    }

    [Fact]
    public async Task A_handler_is_told_when_the_station_stops()
    {
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using StationRig station = await StationRig.StartAsync(o => o.Handle("bank", new ScriptedHandler(async (_, stop) =>
        {
            using var registration = stop.Register(() => told.SetResult());
            called.SetResult();
            await told.Task;
            return ResponseCode.Approved;
        })));
        station.Options.Limits.DrainTimeOut = TimeSpan.FromMilliseconds(1);
        FramedSocket shop = await station.ConnectAsync();
        await shop.SendAsync(StationRig.Request());
        await called.Task;
        await station.Server.StopAsync();
        await told.Task;
        await shop.EndedAsync();
        await station.UntilAsync(s => s.Issuers[0].Counts.Approved == 1);
    }

    private static Task<StationRig> StartAsync(Func<IssuerRequest, CancellationToken, ValueTask<ResponseCode>> decide) =>
        StationRig.StartAsync(options => options.Handle("bank", new ScriptedHandler(decide)));
}
