using CardSwitch.Iso8583;
using CardSwitch.Simulation.Clockwork;
using CardSwitch.Simulation.Network;
using CardSwitch.Simulation.Stations;

namespace CardSwitch.Simulation.Models;

/// <summary>Reads what a bank is sent, books it, and writes the answer.</summary>
internal sealed class BankDesk(SimulatedNetwork network, Bank bank)
{
    private readonly byte[] answer = new byte[FrameStore.Stride];
    private readonly byte[] original = new byte[42];

    /// <summary>The answer, good until the next call; empty where there is none to give.</summary>
    internal ReadOnlySpan<byte> Answer(Session session, ReadOnlySpan<byte> frame, out Subject subject)
    {
        subject = Subject.Unknown;
        FormatKit kit = session.Line.Kit;
        if (!kit.Parser.Parse(frame, kit.Index).IsOk || !kit.Index.Type.HasResponse) return default;
        var message = new MessageView(frame, kit.Index);
        if (message.Type.Class == MessageClass.NetworkManagement) return Write(kit, message, ResponseCode.Approved, -1, -1);
        int station = ((Station)session.Line.Client).Index;
        if (message.Type.Class == MessageClass.Reconciliation)
        {
            return Write(kit, message, ResponseCode.Approved, -1, -1, Reconcile(message, station));
        }

        int transaction = network.TransactionOf(message);
        if (transaction < 0)
        {
            throw new Invariants.InvariantBrokenException(0, -1, $"{bank.Name} was sent a message about no transaction: {message.Type}");
        }
        subject = new Subject(transaction, message.Type.Class == MessageClass.Reversal);
        message.TryGetInt32(Field.Stan, out int stan);
        message.TryGetInt64(Field.TransmissionDateTime, out long transmission);
        message.TryGetInt64(Field.AcquirerId, out long acquirer);
        int at = bank.Book.Find(transaction, station, message.Type.Class, stan, transmission, acquirer);
        if (at < 0)
        {
            var entry = new BankEntry
            {
                Type = message.Type.WithoutRepeat(),
                Stan = stan,
                Transmission = transmission,
                Acquirer = acquirer,
                Station = station,
            };
            if (message.Type.Class == MessageClass.Reversal) Reverse(message, transaction, ref entry);
            else Decide(message, transaction, ref entry);
            at = bank.Book.Add(transaction, in entry);
            network.Trace?.Say($"{bank.Name} books {entry.Type} {stan:D6}: {entry.State} {entry.Code} {entry.Amount}", transaction);
        }
        ref BankEntry kept = ref bank.Book[at];
        ResponseCode code = kept.Code;
        if (kept.State == BankState.Blocked)
        {
            // An advice cannot be refused: it is taken, and has no effect.
            code = message.Type.Function == MessageFunction.Advice ? ResponseCode.Approved : ResponseCode.DoNotHonor;
        }
        return Write(kit, message, code, kept.Approval, code == ResponseCode.PartialApproval ? kept.Amount : -1);
    }

    private void Decide(MessageView message, int transaction, ref BankEntry entry)
    {
        message.TryGetInt64(Field.Amount, out long amount);
        message.TryGetInt32(Field.ProcessingCode, out int processing);
        message.TryGetInt32(Field.Currency, out int currency);
        entry.Day = message.TryGetInt32(Field.SettlementDate, out int day) ? day : 0;
        entry.Currency = (short)currency;
        entry.Amount = amount;
        entry.Sign = message.Type.Class == MessageClass.Authorization ? 0 : processing / 200_000 == 1 ? 1 : -1;
        ulong draw = SeededRandom.Of(network.Seed ^ 38, (ulong)transaction);
        bool mayRefuse = message.Type.Function == MessageFunction.Request;
        if (mayRefuse && (int)(draw % 100) < bank.Habits.DeclinePercent)
        {
            entry.State = BankState.Declined;
            entry.Code = (draw >> 20) % 3 == 0 ? ResponseCode.DoNotHonor : ResponseCode.InsufficientFunds;
            entry.Amount = 0;
            return;
        }
        entry.State = BankState.Approved;
        entry.Code = ResponseCode.Approved;
        entry.Approval = (int)(draw >> 8 & 0x7FFFF);
        if (mayRefuse && amount > 100 && (int)((draw >> 32) % 100) < bank.Habits.PartialPercent)
        {
            entry.Code = ResponseCode.PartialApproval;
            entry.Amount = amount / 2;
        }
    }

    // An original that is not known is refused if it comes after all.
    private void Reverse(MessageView message, int transaction, ref BankEntry entry)
    {
        entry.State = BankState.Reversal;
        entry.Code = ResponseCode.Approved;
        if (!message.TryCopy(Field.OriginalDataElements, original, out int length) || length != 42)
        {
            throw new Invariants.InvariantBrokenException(3, transaction, "a reversal without the original's data (DE 90)");
        }
        var type = MessageType.Of((int)Digits(0, 4));
        int stan = (int)Digits(4, 6);
        long transmission = Digits(10, 10);
        int at = bank.Book.Find(transaction, entry.Station, type.Class, stan, transmission, entry.Acquirer);
        if (at < 0)
        {
            bank.Book.Add(transaction, new BankEntry
            {
                Type = type,
                Stan = stan,
                Transmission = transmission,
                Acquirer = entry.Acquirer,
                Station = entry.Station,
                State = BankState.Blocked,
            });
            return;
        }
        ref BankEntry reversed = ref bank.Book[at];
        if (reversed.State != BankState.Approved) return;
        long remaining = 0;
        if (message.TryCopy(Field.ReplacementAmounts, original, out _)) remaining = Digits(0, 12);
        bank.Book.Reduce(at, remaining);
    }

    private byte Reconcile(MessageView message, int station)
    {
        message.TryGetInt32(Field.SettlementDate, out int day);
        message.TryGetInt32(Field.SettlementCurrency, out int currency);
        Span<byte> net = stackalloc byte[17];
        long told = 0;
        if (message.TryCopy(Field.NetSettlementAmount, net, out int length) && length == 17)
        {
            for (int i = 1; i < 17; i++) told = told * 10 + net[i] - '0';
            if (net[0] == 'D') told = -told;
        }
        long ours = bank.Book.Positions.NetOf(station, day, (short)currency);
        network.Trace?.Say($"{bank.Name} reconciles {day:D4} {currency} with station-{station}: told {told}, ours {ours}");
        network.Auditor.Reconciled(station, told == ours);
        return told == ours ? (byte)'1' : (byte)'2';
    }

    private ReadOnlySpan<byte> Write(FormatKit kit, MessageView message, ResponseCode code, int approval, long amount, byte settled = 0)
    {
        MessagePatch patch = kit.Patch;
        patch.Reset(kit.Format);
        patch.SetType(message.Type.ToResponse());
        Span<byte> text = stackalloc byte[4];
        patch.Set(Field.ResponseCode, text[..code.CopyTo(text)]);
        bool isDecision = message.Type.Function == MessageFunction.Request && message.Type.Class != MessageClass.Reversal;
        if (isDecision && code.IsApproval && approval >= 0)
        {
            patch.SetDigits(Field.ApprovalCode, approval);
        }
        if (amount >= 0) patch.SetDigits(Field.Amount, amount);
        if (settled != 0) patch.Set(Field.SettlementCode, [settled]);
        patch.Remove(Field.Track2);
        patch.Remove(Field.PinData);
        return patch.TryWrite(message, answer, out int length) ? answer.AsSpan(0, length) : default;
    }

    private long Digits(int from, int count)
    {
        long value = 0;
        foreach (byte digit in original.AsSpan(from, count)) value = value * 10 + digit - '0';
        return value;
    }
}
