using CardSwitch.Benchmarks.Payloads;
using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Journal;
using CardSwitch.Links;
using CardSwitch.Routing;
using CardSwitch.Switching;
using CardSwitch.Timing;

namespace CardSwitch.Benchmarks.Switching;

/// <summary>A core with one shop and one bank, and what it takes to put one transaction through it.</summary>
internal sealed class Transaction
{
    private static readonly LinkId Shop = new(0, 1), Bank = new(1, 1);

    private readonly OneOutput output = new();
    private readonly SwitchCore core;
    private readonly byte[] request;
    private readonly byte[] answer;
    private readonly int stanAt;
    private readonly int stanLength;
    private long now = 1;

    internal Transaction(MessageFormat shopFormat, MessageFormat bankFormat, int pending)
    {
        var bank = new IssuerProfile("bank", bankFormat, 249_999, 1_000_000_000_000, 1_000_000_000_000, false);
        core = new SwitchCore(
            [bank], new CoreSettings(1_000_000, VerifyCheckDigit: true), output, new NoJournal(), new StationTimings(["bank"]));
        RoutePlan.TryBuild([new Route("4761", "bank")], ["bank"], out BinTable routes, out _);
        core.ReplaceRoutes(routes);
        core.ShopUp(Shop, new MessageParser(shopFormat));
        core.IssuerUp(Bank, 0, default);

        request = shopFormat == MessageFormats.Iso1987Binary ? ReferenceMessages.R2 : ReferenceMessages.R1;
        for (int i = 0; i < pending; i++) core.Received(Shop, request, new Moment(now, now));

        core.Received(Shop, request, new Moment(now, now));
        var index = new FieldIndex();
        byte[] sent = output.Last.ToArray();
        new MessageParser(bankFormat).Parse(sent, index);
        var patch = new MessagePatch(bankFormat);
        patch.SetType(MessageType.Of(210));
        patch.Set(Field.ResponseCode, "00"u8);
        answer = new byte[sent.Length + 2];
        patch.TryWrite(new MessageView(sent, index), answer, out _, index);
        stanAt = index[Field.Stan].Value;
        stanLength = index[Field.Stan].Length;
        core.Received(Bank, answer, new Moment(now, now));
    }

    internal long Approved => core.Issuers[0].Counts.Approved;

    /// <summary>The request in, the answer back: with the number that the core gave it.</summary>
    internal int Run()
    {
        now += 1000;
        core.Received(Shop, request, new Moment(now, now));
        output.Last.Slice(stanAt, stanLength).CopyTo(answer.AsSpan(stanAt));
        core.Received(Bank, answer, new Moment(now + 500, now + 500));
        return output.Length;
    }
}
