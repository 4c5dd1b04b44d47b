using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Journal;
using CardSwitch.Links;
using CardSwitch.Routing;
using CardSwitch.Simulation.Records;
using CardSwitch.Switching;
using CardSwitch.Tests.Support;
using CardSwitch.Timing;

namespace CardSwitch.Tests.Switching;

/// <summary>
/// The core allocates nothing for a transaction, whatever becomes of it but a reversal or advice; counted on this thread
/// alone, once the known requests and the kept answers have come round.
/// </summary>
public sealed class CoreAllocationTests
{
    private const int WarmUp = 4_000, Counted = 5_000, Attempts = 5;

    private static readonly LinkId Shop = new(0, 1), Bank = new(1, 1);

    private readonly LastOutput output = new();
    private long now = 1_000_000_000;
    private long number;

    [Theory]
    [InlineData("ascii", "ascii", 0, false)]
    [InlineData("binary", "binary", 0, false)]
    [InlineData("ascii", "binary", 0, false)]
    [InlineData("binary", "ascii", 0, false)]
    [InlineData("ascii", "ascii", 999, false)]
    [InlineData("ascii", "binary", 999, false)]
    [InlineData("ascii", "ascii", 0, true)]
    [InlineData("binary", "ascii", 999, true)]
    public void A_request_and_its_answer(string shop, string bank, long institution, bool isRecorded)
    {
        MemoryJournal records = isRecorded ? Grown() : new MemoryJournal();
        SwitchCore core = Core(
            Format(shop), Format(bank), institution: institution,
            journal: isRecorded ? new EncodingJournal(records) : new NoJournal());
        byte[] request = Reference(shop);
        int runs = AssertFree(() => Transact(core, request));
        Assert.Equal(runs, core.Issuers[0].Counts.Approved);
        Assert.Equal(runs, core.Traffic.Answered);
        Assert.Equal(0, core.Traffic.Repeats);
        // The day, and two records each.
        if (isRecorded) Assert.Equal(1 + 2 * runs, records.Last);
    }

    [Fact]
    public void A_repeat_of_an_answered_request()
    {
        SwitchCore core = Core(MessageFormats.Iso1987Ascii, MessageFormats.Iso1987Ascii);
        byte[] request = ReferenceMessages.R1;
        core.Received(Bank, AnswerTo(core, request), new Moment(now, now));
        byte[] given = output.Last.ToArray();
        int runs = AssertFree(() => core.Received(Shop, request, new Moment(now, now)));
        Assert.Equal(given, output.Last);
        Assert.Equal(runs, core.Traffic.Repeats);
        Assert.Equal(1, core.Issuers[0].Counts.Requests);
    }

    [Fact]
    public void A_repeat_of_a_request_in_flight_and_one_with_other_content()
    {
        SwitchCore core = Core(MessageFormats.Iso1987Ascii, MessageFormats.Iso1987Ascii);
        byte[] request = ReferenceMessages.R1, other = Changed("amount=000000000001");
        core.Received(Shop, request, new Moment(now, now));
        int runs = AssertFree(() =>
        {
            core.Received(Shop, request, new Moment(now, now));
            core.Received(Shop, other, new Moment(now, now));
        });
        Assert.Equal(runs, core.Traffic.RepeatsDiffering);
        Assert.Equal(1, core.Pending);
    }

    [Fact]
    public void A_request_whose_single_steps_are_timed()
    {
        SwitchCore core = Core(MessageFormats.Iso1987Ascii, MessageFormats.Iso1987Ascii);
        byte[] request = ReferenceMessages.R1;
        Func<long> clock = () => ++now;
        int runs = AssertFree(() => Transact(core, request, clock));
        Assert.Equal(runs, core.Issuers[0].Counts.Approved);
    }

    [Theory]
    [InlineData("pan=4761739001010118", "14")]
    [InlineData("pan=" + Scenario.StrangerPan, "15")]
    [InlineData("pan=" + Scenario.AbsentPan, "92")]
    [InlineData("pan=" + Scenario.OtherPan, "91")]
    [InlineData("stan=-", "30")]
    public void A_request_that_is_declined_at_once(string change, string code)
    {
        SwitchCore core = Core(MessageFormats.Iso1987Ascii, MessageFormats.Iso1987Ascii);
        byte[] request = Changed(change);
        FieldIndex index = IndexOf(MessageFormats.Iso1987Ascii, request);
        int runs = AssertFree(() =>
        {
            Renumber(request, index);
            core.Received(Shop, request, new Moment(now, now));
        });
        Assert.Null(MessageText.Mismatch(MessageFormats.Iso1987Ascii, output.Last.ToArray(), 210, [$"code={code}"]));
        Assert.Equal(runs, core.Traffic.Answered);
    }

    [Fact]
    public void A_request_beyond_the_limits()
    {
        SwitchCore core = Core(MessageFormats.Iso1987Ascii, MessageFormats.Iso1987Ascii, maxPending: 1);
        byte[] request = ReferenceMessages.R1;
        FieldIndex index = IndexOf(MessageFormats.Iso1987Ascii, request);
        core.Received(Shop, request, new Moment(now, now));
        int runs = AssertFree(() =>
        {
            Renumber(request, index);
            core.Received(Shop, request, new Moment(now, now));
        });
        Assert.Equal(runs, core.Issuers[0].Counts.Shed);
    }

    [Fact]
    public void A_late_answer()
    {
        SwitchCore core = Core(MessageFormats.Iso1987Ascii, MessageFormats.Iso1987Ascii);
        byte[] late = AnswerTo(core, ReferenceMessages.R1);
        now += 10_000_000_000;
        core.Tick(new Moment(now, now));
        int runs = AssertFree(() => core.Received(Bank, late, new Moment(now, now)));
        Assert.Equal(runs, core.Issuers[0].Counts.Late);
        Assert.Equal(0, core.Pending);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Answers_that_are_dropped(bool isGarbage)
    {
        SwitchCore core = Core(MessageFormats.Iso1987Ascii, MessageFormats.Iso1987Ascii);
        byte[] answer = isGarbage ? "GET / HTTP/1.1"u8.ToArray() : AnswerTo(core, ReferenceMessages.R1);
        if (!isGarbage) core.Received(Bank, answer, new Moment(now, now));
        int runs = AssertFree(() => core.Received(Bank, answer, new Moment(now, now)));
        Assert.Equal(runs, isGarbage ? core.Issuers[0].Counts.Malformed : core.Issuers[0].Counts.Unmatched);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: switch\r\nAccept: anything at all")]
    [InlineData("0200")]
    [InlineData("")]
    public void Garbage_from_a_shop(string text)
    {
        SwitchCore core = Core(MessageFormats.Iso1987Ascii, MessageFormats.Iso1987Ascii);
        byte[] garbage = System.Text.Encoding.ASCII.GetBytes(text);
        int runs = AssertFree(() => core.Received(Shop, garbage, new Moment(now, now)));
        Assert.Equal(runs, core.Traffic.Unanswerable);
        Assert.Equal(runs, output.Closed);
    }

    [Fact]
    public void A_message_that_is_cut_short_and_an_answer_that_nobody_waits_for()
    {
        SwitchCore core = Core(MessageFormats.Iso1987Ascii, MessageFormats.Iso1987Ascii);
        byte[] cut = ReferenceMessages.R1[..^7];
        int runs = AssertFree(() => core.Received(Shop, cut, new Moment(now, now)));
        Assert.Equal(runs, core.Traffic.FormatErrors);

        byte[] request = ReferenceMessages.R1;
        core.LinkDown(Shop, default);
        core.ShopUp(new LinkId(0, 2), new MessageParser(MessageFormats.Iso1987Ascii));
        AssertFree(() => core.Received(Shop, request, new Moment(now, now)));
        Assert.Equal(0, core.Issuers[0].Counts.Requests);
    }

    private static MessageFormat Format(string name) =>
        name == "ascii" ? MessageFormats.Iso1987Ascii : MessageFormats.Iso1987Binary;

    private static byte[] Reference(string name) => name == "ascii" ? ReferenceMessages.R1 : ReferenceMessages.R2;

    private static byte[] Changed(string change) =>
        MessageText.Change(MessageFormats.Iso1987Ascii, ReferenceMessages.R1, null, [change]);

    private SwitchCore Core(
        MessageFormat shop, MessageFormat bank, int maxPending = 500, long institution = 0, IJournal? journal = null)
    {
        const long Seconds = 1_000_000_000;
        string[] names = ["bank", "other"];
        var settings = new CoreSettings(500, VerifyCheckDigit: true)
        {
            Institution = institution,
            RepeatWindow = 500,
            StoredAnswerBytes = 1 << 19,
        };
        var core = new SwitchCore(
            [.. names.Select(name => new IssuerProfile(name, bank, maxPending, 10 * Seconds, 25 * Seconds, false))],
            settings, output, journal ?? new NoJournal(), new StationTimings(names));
        Route[] routes = [new("4761", "bank"), new("52", "other"), new("60", "absent")];
        Assert.True(RoutePlan.TryBuild(routes, names, out BinTable table, out string error), error);
        core.ReplaceRoutes(table);
        core.ShopUp(Shop, new MessageParser(shop));
        core.IssuerUp(Bank, 0, default);
        return core;
    }

    /// <summary>An empty journal with memory for all the records of a test.</summary>
    private static MemoryJournal Grown()
    {
        var journal = new MemoryJournal();
        byte[] record = new byte[800];
        for (int number = 1; number <= 2 * (WarmUp + Attempts * Counted) + 1; number++) journal.Append(number, record);
        journal.Clear();
        return journal;
    }

    /// <summary>
    /// Runs one and the same many times, and then many times more while allocations are counted; returns how often in
    /// all. The runtime may start to recompile a method meanwhile, and counts that as this thread's: hence more attempts.
    /// </summary>
    private static int AssertFree(Action one)
    {
        int runs = 0;
        for (; runs < WarmUp; runs++) one();
        long allocated = long.MaxValue;
        for (int attempt = 0; attempt < Attempts && allocated != 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < Counted; i++) one();
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            runs += Counted;
        }
        Assert.Equal(0, allocated);
        return runs;
    }

    private byte[]? answer;
    private FieldIndex? requestIndex, answerIndex;

    private void Transact(SwitchCore core, byte[] request, Func<long>? clock = null)
    {
        requestIndex ??= IndexOf(request.AsSpan().SequenceEqual(ReferenceMessages.R2)
            ? MessageFormats.Iso1987Binary
            : MessageFormats.Iso1987Ascii, request);
        Renumber(request, requestIndex);
        if (answer is null)
        {
            answer = AnswerTo(core, request);
            answerIndex = IndexOf(core.Issuers[0].Format, answer);
            core.Received(Bank, answer, new Moment(now, now));
            return;
        }
        now += 1_000;
        core.Received(Shop, request, new Moment(now, now, 0, clock));
        Echo(answerIndex![Field.Stan]);
        Echo(answerIndex[Field.Rrn]);
        core.Received(Bank, answer, new Moment(now + 500, now + 500, 0, clock));
    }

    // Up to DE 37 the answer stands as the request does.
    private void Echo(FieldSlot slot) => output.Last.Slice(slot.Value, slot.Length).CopyTo(answer.AsSpan(slot.Value));

    /// <summary>Makes the message another one: STAN and RRN change.</summary>
    private void Renumber(byte[] message, FieldIndex index)
    {
        number++;
        FramePatch.TrySetDigits(message, index, Field.Stan, number % 999_999 + 1);
        FramePatch.TrySetDigits(message, index, Field.Rrn, number);
    }

    private static FieldIndex IndexOf(MessageFormat format, byte[] message)
    {
        var index = new FieldIndex();
        Assert.True(new MessageParser(format).Parse(message, index).IsOk);
        return index;
    }

    /// <summary>Sends a request, and makes the bank's answer to it.</summary>
    private byte[] AnswerTo(SwitchCore core, byte[] request)
    {
        core.Received(Shop, request, new Moment(now, now));
        return MessageText.Change(
            core.Issuers[0].Format, output.Last.ToArray(), MessageType.Of(210), ["code=00", "auth=A1B2C3"]);
    }

    /// <summary>Keeps the last message sent, and nothing else.</summary>
    private sealed class LastOutput : ISwitchOutput
    {
        private readonly byte[] room = new byte[4096];
        private int length;

        internal int Closed { get; private set; }

        internal ReadOnlySpan<byte> Last => room.AsSpan(0, length);

        bool ISwitchOutput.TryReserve(LinkId link, int wanted, out Span<byte> message)
        {
            message = room.AsSpan(0, wanted);
            return true;
        }

        void ISwitchOutput.Send(LinkId link, int sent, long after) => length = sent;

        void ISwitchOutput.Tell(in Notice notice)
        {
        }

        void ISwitchOutput.Close(LinkId link) => Closed++;
    }
}
