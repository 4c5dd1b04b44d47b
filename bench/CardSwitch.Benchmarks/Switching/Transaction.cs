using CardSwitch.Benchmarks.Payloads;
using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Journal;
using CardSwitch.Links;
using CardSwitch.Routing;
using CardSwitch.Switching;
using CardSwitch.Timing;

namespace CardSwitch.Benchmarks.Switching;

/// <summary>
/// A core with one shop and one bank, and what it takes to put one transaction through it. Each has a trace number and a
/// reference (RRN) of its own: else it would be a repeat.
/// </summary>
internal sealed class Transaction
{
    private static readonly LinkId Shop = new(0, 1), Bank = new(1, 1);

    private readonly OneOutput output = new();
    private readonly SwitchCore core;
    private readonly byte[] request;
    private readonly FieldIndex requestIndex = new();
    private readonly byte[] answer;
    private readonly FieldSlot stan;
    private readonly FieldSlot rrn;
    private long now = 1;
    private long number;

    /// <param name="shopFormat">Spoken by the shop.</param>
    /// <param name="bankFormat">Spoken by the bank.</param>
    /// <param name="pending">Requests that wait already.</param>
    /// <param name="institution">Written into DE 33, with the day in DE 15; 0: neither is.</param>
    /// <param name="journal">Takes the records; without one there are none.</param>
    internal Transaction(
        MessageFormat shopFormat, MessageFormat bankFormat, int pending = 0, long institution = 0, IJournal? journal = null)
    {
        var bank = new IssuerProfile("bank", bankFormat, 249_999, 1_000_000_000_000, 1_000_000_000_000, false);
        // Windows as large as a station's by default; the queue must have room for what waits.
        var settings = new CoreSettings(1_000_000, VerifyCheckDigit: true) { MaxQueued = 1_000_000, Institution = institution };
        core = new SwitchCore(
            [bank], settings, output, journal ?? new NoJournal(), new StationTimings(["bank"]));
        RoutePlan.TryBuild([new Route("4761", "bank")], ["bank"], out BinTable routes, out _);
        core.ReplaceRoutes(routes);
        core.ShopUp(Shop, new MessageParser(shopFormat));
        core.IssuerUp(Bank, 0, default);

        request = shopFormat == MessageFormats.Iso1987Binary ? ReferenceMessages.R2 : ReferenceMessages.R1;
        new MessageParser(shopFormat).Parse(request, requestIndex);
        for (int i = 0; i < pending; i++) SendNext();

        SendNext();
        var index = new FieldIndex();
        byte[] sent = output.Last.ToArray();
        new MessageParser(bankFormat).Parse(sent, index);
        var patch = new MessagePatch(bankFormat);
        patch.SetType(MessageType.Of(210));
        patch.Set(Field.ResponseCode, "00"u8);
        answer = new byte[sent.Length + 2];
        patch.TryWrite(new MessageView(sent, index), answer, out _, index);
        stan = index[Field.Stan];
        rrn = index[Field.Rrn];
        core.Received(Bank, answer, new Moment(now, now));
        for (int i = 0; i < 2 * settings.RepeatWindow; i++) Run();
    }

    /// <summary>The request in, the answer back: with the numbers of the request as it was sent.</summary>
    internal int Run()
    {
        now += 1000;
        SendNext();
        Echo(stan);
        Echo(rrn);
        core.Received(Bank, answer, new Moment(now + 500, now + 500));
        return output.Length;
    }

    private void SendNext()
    {
        number++;
        FramePatch.TrySetDigits(request, requestIndex, Field.Stan, number % 999_999 + 1);
        FramePatch.TrySetDigits(request, requestIndex, Field.Rrn, number);
        core.Received(Shop, request, new Moment(now, now));
    }

    // Up to DE 37 the answer stands as the request does.
    private void Echo(FieldSlot slot) => output.Last.Slice(slot.Value, slot.Length).CopyTo(answer.AsSpan(slot.Value));
}
