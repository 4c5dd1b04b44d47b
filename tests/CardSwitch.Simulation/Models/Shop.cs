using System.Globalization;
using CardSwitch.Iso8583;
using CardSwitch.Simulation.Clockwork;
using CardSwitch.Simulation.Invariants;
using CardSwitch.Simulation.Network;

namespace CardSwitch.Simulation.Models;

/// <summary>
/// A correct shop: it asks, repeats, gives up and reverses until it is answered, and believes what it was told. An approval
/// that comes when it has given up is reversed.
/// </summary>
internal sealed class Shop : IParty, IActor
{
    private const int TryAgain = 0, Cancel = 1, Different = 2, SignOn = 3;

    /// <summary>Between the attempts of a reversal, and of an advice.</summary>
    private const long RetryNs = 7 * Agenda.Second;

    private readonly SimulatedNetwork network;
    private readonly ShopHabits habits;
    private readonly byte[] terminal;
    private readonly Deadlines answers, acknowledgements;
    private FormatKit kit = null!;
    private ShopDesk desk = null!;
    private Session? session;
    private bool isSignedOn;
    private int lastStan;

    internal Shop(SimulatedNetwork network, int index, ShopHabits habits)
    {
        (this.network, Index, this.habits) = (network, index, habits);
        terminal = System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"T{index:D7}"));
        lastStan = network.Random.Below(999_000);
        answers = new Deadlines(network.Agenda, this, habits.PatienceNs);
        acknowledgements = new Deadlines(network.Agenda, this, RetryNs);
    }

    internal int Index { get; }

    public string Name => $"shop-{Index}";

    public bool IsRunning => true;

    /// <summary>Its only line; set once the network is laid out.</summary>
    internal Line Line { get; private set; } = null!;

    internal int Open { get; private set; }

    internal void Attach(Line line)
    {
        Line = line;
        kit = line.Kit;
        desk = new ShopDesk(network, kit, 400_001 + Index, terminal);
    }

    /// <summary>A transaction's time has come.</summary>
    internal void Begin(int transaction) => Start(transaction, ref network.Transactions[transaction]);

    public void Connected(Session session, End end)
    {
        this.session = session;
        isSignedOn = !Line.MustSignOn;
        if (!isSignedOn) SendSignOn();
    }

    public void Disconnected(Session session, End end)
    {
        if (ReferenceEquals(session, this.session)) this.session = null;
    }

    public void Wake(int reason, long detail)
    {
        if (reason == SignOn)
        {
            if (session is not null && session.Number == detail && !isSignedOn) SendSignOn();
            return;
        }
        int number = (int)detail;
        ref ShopTransaction transaction = ref network.Transactions[number];
        switch (reason)
        {
            case TryAgain:
                Start(number, ref transaction);
                break;
            case Cancel when transaction.State == ShopState.Approved:
                Reverse(number, ref transaction);
                break;
            case Different when transaction.State == ShopState.Approved:
                SendDifferent(number, ref transaction);
                break;
        }
    }

    public void Arrived(Session session, End end, ReadOnlySpan<byte> frame, Subject subject)
    {
        network.Trace?.Frame("arrives", session.Line, End.Server, frame);
        if (!kit.Parser.Parse(frame, kit.Index).IsOk) throw new InvariantBrokenException(1, -1, $"{Name} was sent what it cannot read");
        var answer = new MessageView(frame, kit.Index);
        if (answer.Type.Class == MessageClass.NetworkManagement)
        {
            isSignedOn |= answer.Type.IsResponse && answer[Field.ResponseCode].SequenceEqual(ApprovedOn(kit));
            return;
        }
        int number = network.TransactionOf(answer);
        if (number < 0 || network.Transactions[number].Shop != Index)
        {
            throw new InvariantBrokenException(1, number, $"{Name} was sent an answer to what it never sent");
        }
        Take(session, answer, number, ref network.Transactions[number]);
    }

    private void Start(int number, ref ShopTransaction transaction)
    {
        if (session is null || !isSignedOn)
        {
            if (++transaction.Requests < 4)
            {
                network.Agenda.In(network.Random.Between(Agenda.Second, 3 * Agenda.Second), this, TryAgain, number);
                return;
            }
            transaction.State = ShopState.Abandoned;
            network.Outcomes.Abandoned++;
            network.Begun();
            return;
        }
        network.Begun();
        transaction.Requests = 0;
        transaction.State = ShopState.Asking;
        transaction.Stan = NextStan();
        transaction.Transmission = desk.Transmission(network.UnixMs);
        Open++;
        Ask(number, ref transaction);
    }

    private void Ask(int number, ref ShopTransaction transaction)
    {
        bool isRepeat = transaction.Requests > 0 && (!habits.RepeatsAsTheyWere || transaction.Kind == TransactionKind.Advice);
        if (Send(number, ref transaction, desk.Request(number, in transaction, isRepeat, transaction.Amount))) transaction.Requests++;
        Deadlines deadlines = transaction.Kind == TransactionKind.Advice ? acknowledgements : answers;
        deadlines.Add(number, ++transaction.Turn);
    }

    /// <summary>Whether a wait still means something.</summary>
    internal bool IsWaiting(int number, int turn)
    {
        ref ShopTransaction transaction = ref network.Transactions[number];
        return transaction.Turn == turn && transaction.IsOpen;
    }

    /// <summary>No answer has come in time.</summary>
    internal void Expire(int number)
    {
        ref ShopTransaction transaction = ref network.Transactions[number];
        if (transaction.State == ShopState.Reversing) SendReversal(number, ref transaction);
        if (transaction.State != ShopState.Asking) return;
        if (transaction.Kind == TransactionKind.Advice || transaction.Requests <= habits.RepeatsMost) Ask(number, ref transaction);
        else Reverse(number, ref transaction);
    }

    private void Reverse(int number, ref ShopTransaction transaction)
    {
        if (!transaction.IsOpen) Open++;
        if (transaction.State != ShopState.Approved) transaction.Replacement = -1;
        transaction.State = ShopState.Reversing;
        transaction.ReversalStan = NextStan();
        transaction.ReversalTransmission = desk.Transmission(network.UnixMs);
        SendReversal(number, ref transaction);
    }

    private void SendReversal(int number, ref ShopTransaction transaction)
    {
        if (Send(number, ref transaction, desk.Reversal(number, in transaction, transaction.Reversals > 0, habits.ReversalsAsRequests)))
        {
            transaction.Reversals++;
        }
        acknowledgements.Add(number, ++transaction.Turn);
    }

    // A faulty terminal: the key of a transaction that was approved, for another amount.
    private void SendDifferent(int number, ref ShopTransaction transaction)
    {
        ReadOnlySpan<byte> request = desk.Request(number, in transaction, isRepeat: false, transaction.Amount + 1);
        transaction.SentDifferent = Send(number, ref transaction, request);
    }

    private bool Send(int number, ref ShopTransaction transaction, ReadOnlySpan<byte> frame)
    {
        if (session is null || !isSignedOn) return false;
        transaction.LastSession = session.Number;
        network.Trace?.Frame("leaves", Line, End.Client, frame);
        session.Send(End.Client, frame, new Subject(number, transaction.State == ShopState.Reversing));
        return true;
    }

    private void Take(Session session, MessageView answer, int number, ref ShopTransaction transaction)
    {
        if (transaction.LastSession != session.Number)
        {
            throw new InvariantBrokenException(1, number, "the answer came over another session than the request went over");
        }
        if (!answer.TryGetResponseCode(out ResponseCode code)) throw new InvariantBrokenException(1, number, "an answer without a code");
        bool isReversal = answer.Type.Class == MessageClass.Reversal;
        if (ShopAnswers.Difference(network, answer, number, in transaction, isReversal, code) is { } difference)
        {
            throw new InvariantBrokenException(1, number, difference);
        }
        answer.TryGetInt64(Field.Amount, out long amount);
        if (isReversal) TakeReversed(code, ref transaction);
        else if (transaction.SentDifferent && amount == transaction.Amount + 1) TakeDifferent(number, code);
        else TakeAnswer(number, ref transaction, code, amount);
    }

    private static void TakeDifferent(int number, ResponseCode code)
    {
        if (!code.IsApproval) return;
        throw new InvariantBrokenException(1, number, $"another amount under the same key was answered {code}, not 94");
    }

    private void TakeReversed(ResponseCode code, ref ShopTransaction transaction)
    {
        // Any other code: it is sent again when its time comes.
        if (transaction.State != ShopState.Reversing || code != ResponseCode.Approved) return;
        transaction.State = ShopState.Reversed;
        transaction.Believed = Math.Max(transaction.Replacement, 0);
        network.Outcomes.Reversed++;
        Close(ref transaction);
    }

    private void TakeAnswer(int number, ref ShopTransaction transaction, ResponseCode code, long amount)
    {
        bool isAdvice = transaction.Kind == TransactionKind.Advice;
        RequireAgreement(number, in transaction, code);
        if (transaction.State == ShopState.Declined && code.IsApproval)
        {
            network.Outcomes.ApprovedAfterRefusal++;
            Reverse(number, ref transaction);
        }
        if (transaction.State != ShopState.Asking || (isAdvice && !code.IsApproval)) return;
        transaction.Code = code;
        transaction.State = code.IsApproval ? ShopState.Approved : ShopState.Declined;
        transaction.Believed = code.IsApproval ? amount : 0;
        network.Outcomes.Count(code);
        Close(ref transaction);
        if (code.IsApproval && !isAdvice) ThinkAgain(number, ref transaction);
    }

    // A switch that refuses by itself need not remember it; what an issuer decided stays decided.
    private static void RequireAgreement(int number, in ShopTransaction transaction, ResponseCode code)
    {
        bool wasDecided = transaction.Code.IsApproval || transaction.Code == ResponseCode.InsufficientFunds;
        bool isOther = transaction.State is ShopState.Approved or ShopState.Declined && wasDecided
            && transaction.Code.IsApproval != code.IsApproval;
        if (isOther) throw new InvariantBrokenException(1, number, $"answered {transaction.Code} first and {code} later");
    }

    private void ThinkAgain(int number, ref ShopTransaction transaction)
    {
        SeededRandom random = network.Random;
        if (network.IsHealing) return;
        if (random.Percent(habits.CancelPercent))
        {
            bool isPartial = random.Percent(habits.PartialPercent) && transaction.Believed > 1;
            transaction.Replacement = isPartial ? random.Between(1, transaction.Believed - 1) : -1;
            network.Agenda.In(random.Between(0, 20 * Agenda.Second), this, Cancel, number);
        }
        else if (random.Percent(habits.DifferentPercent))
        {
            network.Agenda.In(random.Between(0, 5 * Agenda.Second), this, Different, number);
        }
    }

    private void Close(ref ShopTransaction transaction)
    {
        transaction.Turn++;
        Open--;
    }

    private void SendSignOn()
    {
        session!.Send(End.Client, desk.Network(1, NextStan(), network.UnixMs), Subject.Unknown);
        network.Agenda.In(3 * Agenda.Second, this, SignOn, session.Number);
    }

    private int NextStan() => lastStan = lastStan == 999_999 ? 1 : lastStan + 1;

    private static ReadOnlySpan<byte> ApprovedOn(FormatKit kit) => kit.Format == MessageFormats.Iso1987Ebcdic ? [0xF0, 0xF0] : "00"u8;
}
