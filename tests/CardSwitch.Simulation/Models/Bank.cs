using CardSwitch.Iso8583;
using CardSwitch.Simulation.Clockwork;
using CardSwitch.Simulation.Faults;
using CardSwitch.Simulation.Network;
using CardSwitch.Simulation.Stations;

namespace CardSwitch.Simulation.Models;

/// <summary>
/// A correct issuer, in a bad state now and then: slow, hung, down, or answering what was not asked. Its books are always
/// right.
/// </summary>
internal sealed class Bank : IParty, IActor
{
    private const int Restart = int.MaxValue;

    private readonly SimulatedNetwork network;
    private readonly BankDesk desk;
    private readonly List<Session> sessions = [];
    private readonly Queue<(Session Session, int Slot)> untaken = new();
    private readonly byte[] crooked = new byte[FrameStore.Stride];

    internal Bank(SimulatedNetwork network, int index, BankHabits habits)
    {
        (this.network, Index, Habits) = (network, index, habits);
        Book = network.Workbench.Book(network.Transactions.Length);
        desk = new BankDesk(network, this);
    }

    internal int Index { get; }

    internal BankHabits Habits { get; }

    internal BankBook Book { get; }

    public string Name => $"bank-{Index}";

    public bool IsRunning { get; private set; } = true;

    /// <summary>It takes nothing for now; what comes is done when it is itself again.</summary>
    internal bool IsHung { get; private set; }

    /// <summary>Added to every answer's time.</summary>
    internal long SlownessNs { get; set; }

    /// <summary>How many answers in a hundred are wrong, and how.</summary>
    internal int LiePercent { get; set; }

    public void Connected(Session session, End end) => sessions.Add(session);

    public void Disconnected(Session session, End end) => sessions.Remove(session);

    public void Arrived(Session session, End end, ReadOnlySpan<byte> frame, Subject subject)
    {
        network.Trace?.Frame("arrives", session.Line, End.Client, frame);
        if (IsHung) untaken.Enqueue((session, network.Frames.Keep(frame, subject)));
        else Take(session, frame);
    }

    /// <summary>An answer's time has come.</summary>
    public void Wake(int reason, long detail)
    {
        if (reason == Restart)
        {
            IsRunning = true;
            network.Trace?.Say($"{Name} is up again");
            return;
        }
        Session? session = Over(reason, out int slot, detail);
        if (session is not null) session.Send(End.Server, network.Frames[slot], network.Frames.SubjectOf(slot));
        network.Frames.Release(slot);
    }

    internal void Hang() => IsHung = true;

    internal void Resume()
    {
        IsHung = false;
        while (untaken.TryDequeue(out (Session Session, int Slot) message))
        {
            if (IsRunning && message.Session.IsOpenAt(End.Server)) Take(message.Session, network.Frames[message.Slot]);
            network.Frames.Release(message.Slot);
        }
    }

    /// <summary>Its lines and all that it was about to answer are gone; its books are not.</summary>
    internal void Crash(long downFor)
    {
        network.Trace?.Say($"{Name} crashes");
        IsRunning = false;
        foreach (Session session in sessions) session.Cut(network.Random.Between(0, Agenda.Second), 0);
        sessions.Clear();
        network.Agenda.In(downFor, this, Restart);
    }

    private void Take(Session session, ReadOnlySpan<byte> frame)
    {
        ReadOnlySpan<byte> answer = desk.Answer(session, frame, out Subject subject);
        if (answer.IsEmpty) return;
        Session over = session;
        if (Habits.AnswersOverOtherLinks) over = AnotherOf(session.Line.Client) ?? session;
        if (LiePercent != 0 && subject.Transaction >= 0 && network.Random.Percent(LiePercent))
        {
            answer = Distort(ref over, answer, ref subject);
            if (answer.IsEmpty) return;
        }
        AnswerIn(ThinkTime(), over, answer, subject);
    }

    private void AnswerIn(long delay, Session over, ReadOnlySpan<byte> answer, Subject subject)
    {
        if (delay == 0) over.Send(End.Server, answer, subject);
        else network.Agenda.In(delay, this, (int)(over.Number & 0x3FFF_FFFF), network.Frames.Keep(answer, subject));
    }

    // A crashed bank's answers have no session left to go over.
    private Session? Over(int number, out int slot, long detail)
    {
        slot = (int)detail;
        foreach (Session session in sessions)
        {
            if (session.Number == number) return session;
        }
        return null;
    }

    private long ThinkTime()
    {
        long think = Habits.ThinkNs == 0 ? 0 : network.Random.Between(Habits.ThinkNs / 2, Habits.ThinkNs * 2);
        return SlownessNs == 0 ? think : think + network.Random.Between(SlownessNs / 2, SlownessNs * 2);
    }

    private Session? AnotherOf(IParty station)
    {
        int first = network.Random.Below(sessions.Count);
        for (int i = 0; i < sessions.Count; i++)
        {
            Session session = sessions[(first + i) % sessions.Count];
            if (ReferenceEquals(session.Line.Client, station)) return session;
        }
        return null;
    }

    private Session? AnyOfAnother(IParty station)
    {
        foreach (Session session in sessions)
        {
            if (!ReferenceEquals(session.Line.Client, station)) return session;
        }
        return null;
    }

    private ReadOnlySpan<byte> Distort(scoped ref Session over, scoped ReadOnlySpan<byte> answer, scoped ref Subject subject)
    {
        SeededRandom random = network.Random;
        var lie = (Lie)(1 + random.Below((int)Lie.OtherType));
        network.Count(FaultKind.WrongAnswer);
        answer.CopyTo(crooked);
        Span<byte> frame = crooked.AsSpan(0, answer.Length);
        FormatKit kit = over.Line.Kit;
        if (!kit.Parser.Parse(frame, kit.Index).IsOk) return default;
        switch (lie)
        {
            case Lie.OtherAmount:
                FramePatch.TrySetDigits(frame, kit.Index, Field.Amount, 900_000_000_000 + random.Below(1000));
                break;
            case Lie.OtherStan:
                // That of a neighbour, which may wait as well.
                new MessageView(frame, kit.Index).TryGetInt32(Field.Stan, out int stan);
                FramePatch.TrySetDigits(frame, kit.Index, Field.Stan, stan % 999_900 + 1 + random.Below(8));
                break;
            case Lie.OtherCard:
                FramePatch.TrySet(frame, kit.Index, Field.Pan, network.Cards[random.Below(network.Cards.Length)].Pan);
                break;
            case Lie.OtherTerminal:
                FramePatch.TrySet(frame, kit.Index, Field.TerminalId, "ELSEWHER"u8);
                break;
            case Lie.Garbage:
                frame = frame[..random.Below(frame.Length)];
                subject = Subject.Unknown;
                break;
            case Lie.OtherStation:
                if (AnyOfAnother(over.Line.Client) is { } other && ReferenceEquals(other.Line.Format, over.Line.Format)) over = other;
                break;
            case Lie.Unasked:
                AnswerIn(ThinkTime(), over, frame, subject);
                FramePatch.TrySetDigits(frame, kit.Index, Field.Stan, 900_000 + random.Below(90_000));
                break;
            case Lie.OtherType:
                FramePatch.SetType(frame, kit.Index, MessageType.Of(kit.Index.Type.Class == MessageClass.Financial ? 110 : 210));
                break;
        }
        network.Trace?.Say($"{Name} answers wrongly: {lie}", subject.Transaction);
        return frame;
    }
}
