using System.Runtime.CompilerServices;
using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Simulation.Models;
using CardSwitch.Simulation.Stations;
using CardSwitch.Switching;

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
    private readonly WireLine[][] wires;
    private readonly FieldIndex index = new();
    private readonly byte[] digits = new byte[42];
    private int current = -1;
    private int undelivered = -1;

    internal Auditor(SimulatedNetwork network, int stations)
    {
        this.network = network;
        ledgers = new Ledger[stations];
        wires = new WireLine[stations][];
        for (int station = 0; station < stations; station++)
        {
            ledgers[station] = new Ledger(network, $"station-{station}");
            wires[station] = new WireLine[network.Transactions.Length];
        }
    }

    internal long Balanced { get; private set; }

    internal long OutOfBalance { get; private set; }

    internal Ledger LedgerOf(Station station) => ledgers[station.Index];

    internal int TransactionOf(Station station, in JournalEntry entry) => ledgers[station.Index].TransactionOf(in entry, current);

    internal void Started(Station station) => ledgers[station.Index].Clear();

    internal void Recovered(Station station, long number, in JournalEntry entry) => ledgers[station.Index].Apply(number, in entry, -1);

    internal void Reconciled(bool equal)
    {
        if (equal) Balanced++;
        else OutOfBalance++;
    }

    internal void Told(Station station, in Notice notice)
    {
    }

    /// <summary>A frame is about to be given to the core.</summary>
    internal void Received(Station station, StationLink link, ReadOnlySpan<byte> frame)
    {
        current = -1;
        if (!network.Workbench.Kit(link.Session.Line.Format).Parser.Parse(frame, index).IsOk) return;
        var message = new MessageView(frame, index);
        current = network.TransactionOf(message);
        if (link.Issuer >= 0)
        {
            if (message.Type.Class == MessageClass.NetworkManagement && message.Type.IsResponse
                && message.TryGetResponseCode(out ResponseCode code) && code == ResponseCode.Approved)
            {
                link.IsSignedOn = true;
            }
            return;
        }
        if (current < 0) return;
        ref WireLine wire = ref wires[station.Index][current];
        if (message.Type.Class == MessageClass.Reversal) wire.Reversals++;
        else wire.Requests++;
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
        if (Secrets.AreIn(record)) throw new InvariantBrokenException(7, transaction, $"{station.Name} recorded PIN or track data ({entry.Kind})");
    }

    /// <summary>A frame leaves a station: what it says must be recorded, durably.</summary>
    internal void Left(Station station, StationLink link, ReadOnlySpan<byte> frame)
    {
        FormatKit kit = network.Workbench.Kit(link.Session.Line.Format);
        ParseStatus status = kit.Parser.Parse(frame, index);
        if (!status.IsOk) throw new InvariantBrokenException(0, -1, $"{station.Name} sent what cannot be read: {status.Describe(kit.Format)}");
        var message = new MessageView(frame, index);
        if (message.Type.Class is MessageClass.NetworkManagement or MessageClass.Reconciliation) return;
        int transaction = network.TransactionOf(message);
        if (transaction < 0) throw new InvariantBrokenException(0, -1, $"{station.Name} sent {message.Type} about no transaction");
        ref RequestLine line = ref ledgers[station.Index][transaction];
        ref WireLine wire = ref wires[station.Index][transaction];
        if (link.Issuer < 0) LeftForShop(station, message, transaction, in line, ref wire);
        else LeftForIssuer(station, link, message, transaction, in line, ref wire);
    }

    private void LeftForIssuer(
        Station station, StationLink link, MessageView message, int transaction, in RequestLine line, ref WireLine wire)
    {
        if (message.Type.IsResponse) return;
        Require(link.IsSignedOn || !station.Plan.Issuers[link.Issuer].SignOn, 1, transaction, station, $"{message.Type} before sign-on");
        message.TryGetInt32(Field.Stan, out int stan);
        if (message.Type.Function == MessageFunction.Request && message.Type.Class != MessageClass.Reversal)
        {
            Require(line.Is(RequestMarks.Sent) && line.Stan == stan && line.Issuer == link.Issuer, 2, transaction, station,
                "a request leaves that was not recorded");
            Require(line.SentRecord <= station.Store.Durable, 2, transaction, station, "a request leaves before its record is durable");
            Require(wire.ReversedStan != stan, 6, transaction, station, "a request leaves after its reversal");
            Require(wire.OriginalStan != stan, 1, transaction, station, "a request leaves twice");
            wire.OriginalStan = stan;
            return;
        }
        Ledger ledger = ledgers[station.Index];
        int at = ledger.FindQueued(transaction, link.Issuer, stan);
        Require(at >= 0, 2, transaction, station, $"{message.Type} {stan:D6} leaves that was not queued");
        ref QueuedLine queued = ref ledger.Queued(at);
        Require(queued.Record <= station.Store.Durable, 2, transaction, station, $"{message.Type} leaves before its record is durable");
        Require(queued.State == QueuedState.Waiting, 5, transaction, station, $"{message.Type} leaves that is {queued.State}");
        Require(message.Type.WithoutRepeat() == queued.Type.WithoutRepeat(), 5, transaction, station, $"queued as {queued.Type}, sent as {message.Type}");
        Require(!ledger.IsOvertaking(at), 5, transaction, station, $"{message.Type} overtakes one of the same card");
        ulong content = ContentOf(network.Workbench.Kit(link.Session.Line.Format), message);
        Require(queued.Content == 0 || queued.Content == content, 5, transaction, station, "a repeat differs from its first attempt");
        queued.Content = content;
        if (message.Type.Class == MessageClass.Reversal) CheckOriginal(station, message, transaction, in line, ref wire);
    }

    // DE 90 (n 42) = MTI 4 + STAN 6 + DE 7 10 + DE 32 11 + DE 33 11, as they were sent over the link.
    private void CheckOriginal(Station station, MessageView message, int transaction, in RequestLine line, ref WireLine wire)
    {
        bool isThere = message.TryCopy(Field.OriginalDataElements, digits, out int length) && length == 42;
        Require(isThere, 3, transaction, station, "a reversal without DE 90");
        int stan = (int)Digits(4, 6);
        message.TryGetInt64(Field.AcquirerId, out long acquirer);
        message.TryGetInt64(Field.ForwarderId, out long forwarder);
        Require(Digits(20, 11) == acquirer && Digits(31, 11) == forwarder, 3, transaction, station, "DE 90 names another acquirer or forwarder");
        if (line.Is(RequestMarks.Sent) && stan == line.Stan)
        {
            Require(Digits(0, 4) == DigitsOf(line.Type), 3, transaction, station, "DE 90 names another type");
            Require(Digits(10, 10) == line.Transmission, 3, transaction, station, "DE 90 names another DE 7");
            wire.ReversedStan = stan;
            return;
        }
        Ledger ledger = ledgers[station.Index];
        int at = ledger.FindQueued(transaction, line.Issuer, stan);
        Require(at >= 0 && ledger.Queued(at).Type.Class != MessageClass.Reversal, 3, transaction, station, "DE 90 names what was never sent");
    }

    private static void LeftForShop(Station station, MessageView message, int transaction, in RequestLine line, ref WireLine wire)
    {
        Require(message.Type.IsResponse, 1, transaction, station, $"{message.Type} leaves for a shop");
        Require(message.TryGetResponseCode(out ResponseCode code), 1, transaction, station, "an answer without a code");
        if (message.Type.Class == MessageClass.Reversal)
        {
            Require(++wire.ReversalAnswers <= wire.Reversals, 1, transaction, station, "more answers than reversals");
            if (code == ResponseCode.Approved) CheckReversalAnswer(station, transaction, in line);
            return;
        }
        Require(++wire.Answers <= wire.Requests, 1, transaction, station, "more answers than requests");
        if (!code.IsApproval) return;
        wire.ApprovalsLeft++;
        long record = line.ApprovedRecord;
        if (message.Type.Function == MessageFunction.AdviceResponse)
        {
            Require(line.Is(RequestMarks.Taken), 2, transaction, station, "an advice is acknowledged that was not recorded");
            record = line.LastRecord;
        }
        else
        {
            Require(line.Is(RequestMarks.Approved | RequestMarks.StoodIn), 2, transaction, station, "an approval leaves that was not recorded");
            Require(!line.Is(RequestMarks.Undelivered), 3, transaction, station, "an approval leaves that was reversed as undelivered");
        }
        Require(record <= station.Store.Durable, 2, transaction, station, "an approval leaves before its record is durable");
    }

    private static void CheckReversalAnswer(Station station, int transaction, in RequestLine line)
    {
        bool isEffective = line.Is(RequestMarks.Approved | RequestMarks.StoodIn);
        Require(!isEffective || line.Reversals > 0, 3, transaction, station, "a reversal is acknowledged and not queued");
        Require(line.Marks != 0, 3, transaction, station, "a reversal of the unknown is acknowledged and the original not blocked");
        Require(line.LastRecord <= station.Store.Durable, 2, transaction, station, "a reversal is acknowledged before its record is durable");
    }

    /// <summary>A frame will not leave, its link is closed.</summary>
    internal void NotSent(Station station, StationLink link, ReadOnlySpan<byte> frame)
    {
        if (link.Issuer >= 0) return;
        network.Workbench.Kit(link.Session.Line.Format).Parser.Parse(frame, index);
        var message = new MessageView(frame, index);
        int transaction = network.TransactionOf(message);
        if (transaction < 0 || message.Type.Function != MessageFunction.RequestResponse || message.Type.Class == MessageClass.Reversal) return;
        if (message.TryGetResponseCode(out ResponseCode code) && code.IsApproval && wires[station.Index][transaction].ApprovalsLeft == 0)
        {
            undelivered = transaction;
        }
    }

    internal void StepEnded(Station station)
    {
        Ledger ledger = ledgers[station.Index];
        current = -1;
        if (undelivered < 0) return;
        int transaction = undelivered;
        undelivered = -1;
        Require(ledger[transaction].Is(RequestMarks.Undelivered | RequestMarks.Reversed), 3, transaction, station,
            "an approval could not be delivered and is not reversed");
    }

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
        bool holds, int invariant, int transaction, Station station, [InterpolatedStringHandlerArgument(nameof(holds))] ref Reason otherwise)
    {
        if (!holds) Require(holds, invariant, transaction, station, otherwise.ToString());
    }
}
