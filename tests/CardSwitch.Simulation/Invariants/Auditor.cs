using System.Runtime.CompilerServices;
using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Simulation.Models;
using CardSwitch.Simulation.Network;
using CardSwitch.Simulation.Stations;

namespace CardSwitch.Simulation.Invariants;

/// <summary>
/// Watches what stations are sent, what they record and what leaves them, and ends the simulation at the first thing that no
/// correct switch does. Numbers are those of the invariants: 1 one outcome and one answer, 2 recorded before told, 3 one
/// effective reversal, 4 equal books, 5 delivered in order, 6 no original after its reversal, 7 bounds and secrets.
/// </summary>
internal sealed class Auditor
{
    private readonly SimulatedNetwork network;
    private readonly Ledger[] ledgers;
    private readonly Wire[] wires;
    private readonly FieldIndex index = new();
    private readonly byte[] digits = new byte[42];
    private int current = -1;
    private int undelivered = -1;

    internal Auditor(SimulatedNetwork network, int stations)
    {
        this.network = network;
        ledgers = new Ledger[stations];
        wires = new Wire[stations];
        for (int station = 0; station < stations; station++)
        {
            ledgers[station] = network.Workbench.Ledger(network, $"station-{station}");
            wires[station] = network.Workbench.Wire(network.Transactions.Length);
        }
    }

    internal long Balanced { get; private set; }

    internal long OutOfBalance { get; private set; }

    internal Ledger LedgerOf(Station station) => ledgers[station.Index];

    internal int TransactionOf(Station station, in JournalEntry entry) => ledgers[station.Index].TransactionOf(in entry, current);

    internal void Started(Station station) => ledgers[station.Index].Clear();

    internal void Recovered(Station station, long number, in JournalEntry entry) => ledgers[station.Index].Apply(number, in entry, -1);

    internal void Restarted(Station station) => ledgers[station.Index].Restarted();

    /// <summary>An issuer has compared a station's totals with its own; without business days in messages it has none.</summary>
    internal void Reconciled(int station, bool equal)
    {
        if (network.Stations[station].Plan.Settings.Institution == 0) return;
        if (equal) Balanced++;
        else OutOfBalance++;
    }

    /// <summary>A frame is about to be given to the core.</summary>
    internal void Received(Station station, StationLink link, ReadOnlySpan<byte> frame, Subject subject)
    {
        current = subject.Transaction;
        if (current < 0)
        {
            if (link.Issuer >= 0) ReceivedFromIssuer(link, frame);
            return;
        }
        if (link.Issuer >= 0) return;
        ref WireLine wire = ref wires[station.Index][current];
        if (subject.IsReversal) wire.Reversals++;
        else wire.Requests++;
    }

    private void ReceivedFromIssuer(StationLink link, ReadOnlySpan<byte> frame)
    {
        if (!link.Session.Line.Kit.Parser.Parse(frame, index).IsOk) return;
        var message = new MessageView(frame, index);
        if (message.Type.Class == MessageClass.NetworkManagement && message.Type.IsResponse
            && message.TryGetResponseCode(out ResponseCode code) && code == ResponseCode.Approved)
        {
            link.IsSignedOn = true;
        }
    }

    internal void Recorded(Station station, long number, in JournalEntry entry, ReadOnlySpan<byte> record)
    {
        Ledger ledger = ledgers[station.Index];
        int transaction = ledger.Apply(number, in entry, current);
        if (entry.Kind == RecordKind.Sent && ledger.Pending > station.Plan.Settings.MaxPending)
        {
            throw new InvariantBrokenException(7, transaction, $"{station.Name} has {ledger.Pending} requests pending");
        }
        if (entry.Kind == RecordKind.Queued && ledger.Waiting > station.Plan.Settings.MaxQueued)
        {
            throw new InvariantBrokenException(7, transaction, $"{station.Name} has {ledger.Waiting} advices queued");
        }
        Require(!Secrets.AreIn(record), 7, transaction, station, $"PIN or track data are recorded ({entry.Kind})");
    }

    /// <summary>A frame leaves a station: what it says must be recorded, durably.</summary>
    internal Subject Left(Station station, StationLink link, ReadOnlySpan<byte> frame)
    {
        FormatKit kit = link.Session.Line.Kit;
        ParseStatus status = kit.Parser.Parse(frame, index);
        Require(status.IsOk, 0, -1, station, $"it sent what cannot be read: {status.Describe(kit.Format)}");
        var message = new MessageView(frame, index);
        if (message.Type.Class is MessageClass.NetworkManagement or MessageClass.Reconciliation) return Subject.Unknown;
        int transaction = network.TransactionOf(message);
        if (transaction < 0) throw new InvariantBrokenException(0, -1, $"{station.Name} sent {message.Type} about no transaction");
        if (link.Issuer < 0) LeftForShop(station, message, transaction);
        else if (message.Type.IsRequest) LeftForIssuer(station, link, message, transaction);
        return new Subject(transaction, message.Type.Class == MessageClass.Reversal);
    }

    private void LeftForIssuer(Station station, StationLink link, MessageView message, int transaction)
    {
        Require(link.IsSignedOn || !station.Plan.Issuers[link.Issuer].SignOn, 1, transaction, station, $"{message.Type} before sign-on");
        message.TryGetInt32(Field.Stan, out int stan);
        if (message.Type.Function == MessageFunction.Request && message.Type.Class != MessageClass.Reversal)
        {
            RequestLeft(station, link, transaction, stan);
            return;
        }
        Ledger ledger = ledgers[station.Index];
        int at = ledger.FindQueued(transaction, link.Issuer, stan);
        Require(at >= 0, 2, transaction, station, $"{message.Type} {stan:D6} leaves that was not queued");
        ref QueuedLine queued = ref ledger.Queued(at);
        Require(queued.Record <= station.Store.Durable, 2, transaction, station, $"{message.Type} leaves before its record is durable");
        // A repeat may have waited for the link meanwhile, and cannot be called back.
        bool isDone = queued.State == QueuedState.Done && queued.Content == 0;
        Require(!isDone, 5, transaction, station, $"{message.Type} leaves that is {queued.State}");
        bool isSame = message.Type.WithoutRepeat() == queued.Type.WithoutRepeat();
        Require(isSame, 5, transaction, station, $"queued as {queued.Type}, sent as {message.Type}");
        Require(!ledger.IsOvertaking(at), 5, transaction, station, $"{message.Type} overtakes one of the same card");
        ulong content = ContentOf(link.Session.Line.Kit, message);
        Require(queued.Content == 0 || queued.Content == content, 5, transaction, station, "a repeat differs from its first attempt");
        queued.Content = content;
        if (message.Type.Class == MessageClass.Reversal) CheckOriginal(station, link, message, transaction);
    }

    private void RequestLeft(Station station, StationLink link, int transaction, int stan)
    {
        Ledger ledger = ledgers[station.Index];
        int at = ledger.FindSent(transaction, stan);
        Require(at >= 0 && ledger[at].Issuer == link.Issuer, 2, transaction, station, "a request leaves that was not recorded");
        Require(ledger[at].SentRecord <= station.Store.Durable, 2, transaction, station, "a request leaves before its record is durable");
        ref WireNumber number = ref wires[station.Index].Number(transaction, stan);
        Require(!number.ReversalLeft, 6, transaction, station, "a request leaves after its reversal");
        Require(!number.OriginalLeft, 1, transaction, station, "a request leaves twice");
        number.OriginalLeft = true;
    }

    // DE 90 (n 42) = MTI 4 + STAN 6 + DE 7 10 + DE 32 11 + DE 33 11, as they were sent over the link.
    private void CheckOriginal(Station station, StationLink link, MessageView message, int transaction)
    {
        bool isThere = message.TryCopy(Field.OriginalDataElements, digits, out int length) && length == 42;
        Require(isThere, 3, transaction, station, "a reversal without DE 90");
        int stan = (int)Digits(4, 6);
        message.TryGetInt64(Field.AcquirerId, out long acquirer);
        message.TryGetInt64(Field.ForwarderId, out long forwarder);
        bool isOurs = Digits(20, 11) == acquirer && Digits(31, 11) == forwarder;
        Require(isOurs, 3, transaction, station, "DE 90 names another acquirer or forwarder");
        Ledger ledger = ledgers[station.Index];
        int at = ledger.FindSent(transaction, stan);
        if (at < 0)
        {
            int advice = ledger.FindQueued(transaction, link.Issuer, stan);
            bool isAdvice = advice >= 0 && ledger.Queued(advice).Type.Class != MessageClass.Reversal;
            Require(isAdvice, 3, transaction, station, "DE 90 names what was never sent");
            return;
        }
        Require(Digits(0, 4) == DigitsOf(ledger[at].Type), 3, transaction, station, "DE 90 names another type");
        Require(Digits(10, 10) == ledger[at].Transmission, 3, transaction, station, "DE 90 names another DE 7");
        wires[station.Index].Number(transaction, stan).ReversalLeft = true;
    }

    private void LeftForShop(Station station, MessageView message, int transaction)
    {
        Require(message.Type.IsResponse, 1, transaction, station, $"{message.Type} leaves for a shop");
        Require(message.TryGetResponseCode(out ResponseCode code), 1, transaction, station, "an answer without a code");
        ref WireLine wire = ref wires[station.Index][transaction];
        if (message.Type.Class == MessageClass.Reversal)
        {
            Require(++wire.ReversalAnswers <= wire.Reversals, 1, transaction, station, "more answers than reversals");
            if (code == ResponseCode.Approved) CheckReversalAnswer(station, message, transaction);
            return;
        }
        Require(++wire.Answers <= wire.Requests, 1, transaction, station, "more answers than requests");
        if (!code.IsApproval) return;
        message.TryGetInt32(Field.Stan, out int stan);
        wires[station.Index].Number(transaction, -stan).ApprovalLeft = true;
        Ledger ledger = ledgers[station.Index];
        int at = ledger.FindByOriginator(transaction, stan);
        // An advice whose reversal was accepted before is accepted too: both move nothing.
        RequestMarks needed = message.Type.Function == MessageFunction.AdviceResponse
            ? RequestMarks.Taken | RequestMarks.Blocked
            : RequestMarks.Approved | RequestMarks.StoodIn;
        Require(at >= 0 && ledger[at].Is(needed), 2, transaction, station, "an approval leaves that was not recorded");
        Require(!ledger[at].Is(RequestMarks.Undelivered), 3, transaction, station, "an approval leaves that was reversed as undelivered");
        bool isDurable = ledger[at].ApprovedRecord <= station.Store.Durable;
        Require(isDurable, 2, transaction, station, "an approval leaves before its record is durable");
    }

    private void CheckReversalAnswer(Station station, MessageView message, int transaction)
    {
        if (!message.TryCopy(Field.OriginalDataElements, digits, out _)) return;
        Ledger ledger = ledgers[station.Index];
        int at = ledger.FindByOriginator(transaction, (int)Digits(4, 6));
        Require(at >= 0, 3, transaction, station, "a reversal of the unknown is acknowledged and the original not blocked");
        ref RequestLine line = ref ledger[at];
        bool isEffective = line.Is(RequestMarks.Approved | RequestMarks.StoodIn);
        Require(!isEffective || line.Reversals > 0, 3, transaction, station, "a reversal is acknowledged and not queued");
        bool isDurable = line.ReversedRecord <= station.Store.Durable;
        Require(isDurable, 2, transaction, station, "a reversal is acknowledged before its record is durable");
    }

    /// <summary>A frame will not leave, its link is closed.</summary>
    internal void NotSent(Station station, StationLink link, ReadOnlySpan<byte> frame)
    {
        if (link.Issuer >= 0) return;
        link.Session.Line.Kit.Parser.Parse(frame, index);
        var message = new MessageView(frame, index);
        int transaction = network.TransactionOf(message);
        bool answersRequest = message.Type.Function == MessageFunction.RequestResponse && message.Type.Class != MessageClass.Reversal;
        if (transaction < 0 || !answersRequest || !message.TryGetResponseCode(out ResponseCode code) || !code.IsApproval) return;
        if (!wires[station.Index].Number(transaction, -StanOf(message)).ApprovalLeft)
        {
            undelivered = LedgerOf(station).FindByOriginator(transaction, StanOf(message));
        }
    }

    internal void StepEnded(Station station)
    {
        Ledger ledger = ledgers[station.Index];
        current = -1;
        if (undelivered < 0) return;
        ref RequestLine line = ref ledger[undelivered];
        undelivered = -1;
        Require(line.Is(RequestMarks.Undelivered | RequestMarks.Reversed), 3, line.Transaction, station,
            "an approval could not be delivered and is not reversed");
    }

    private static int StanOf(MessageView message) => message.TryGetInt32(Field.Stan, out int stan) ? stan : 0;

    private static ulong ContentOf(FormatKit kit, MessageView message)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (byte octet in message.Frame[kit.TypeLength..]) hash = (hash ^ octet) * 0x100000001B3;
        return hash;
    }

    private long Digits(int from, int count)
    {
        long value = 0;
        foreach (byte digit in digits.AsSpan(from, count)) value = value * 10 + digit - '0';
        return value;
    }

    private static long DigitsOf(MessageType type) =>
        (type.Bcd >> 12) * 1000 + (type.Bcd >> 8 & 15) * 100 + (type.Bcd >> 4 & 15) * 10 + (type.Bcd & 15);

    private static void Require(bool holds, int invariant, int transaction, Station station, string otherwise)
    {
        if (!holds) throw new InvariantBrokenException(invariant, transaction, $"{station.Name}: {otherwise}");
    }

    private static void Require(
        bool holds, int invariant, int transaction, Station station,
        [InterpolatedStringHandlerArgument(nameof(holds))] ref Reason otherwise)
    {
        if (!holds) Require(holds, invariant, transaction, station, otherwise.ToString());
    }
}
