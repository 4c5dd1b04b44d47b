using CardSwitch.Simulation.Clockwork;

namespace CardSwitch.Simulation.Models;

/// <summary>
/// A shop's waits of one length, which end in the order in which they began: one entry on the agenda stands for all of them,
/// and most are over before it is their turn.
/// </summary>
/// <param name="agenda">Where the first of them stands.</param>
/// <param name="shop">Who waits.</param>
/// <param name="delay">How long each lasts, in ns.</param>
internal sealed class Deadlines(Agenda agenda, Shop shop, long delay) : IActor
{
    private (long Time, int Transaction, int Turn)[] waiting = new (long, int, int)[32];
    private int first, count;
    private bool isOnAgenda;

    /// <summary>A wait begins. It means something as long as the transaction's turn is that one.</summary>
    internal void Add(int transaction, int turn)
    {
        if (count == waiting.Length) Grow();
        waiting[(first + count++) & (waiting.Length - 1)] = (agenda.Now + delay, transaction, turn);
        if (isOnAgenda) return;
        isOnAgenda = true;
        agenda.In(delay, this, 0);
    }

    public void Wake(int reason, long detail)
    {
        while (count != 0)
        {
            (long time, int transaction, int turn) = waiting[first];
            bool isWaiting = shop.IsWaiting(transaction, turn);
            if (isWaiting && time > agenda.Now)
            {
                agenda.At(time, this, 0);
                return;
            }
            first = (first + 1) & (waiting.Length - 1);
            count--;
            if (isWaiting) shop.Expire(transaction);
        }
        isOnAgenda = false;
    }

    private void Grow()
    {
        var larger = new (long, int, int)[count * 2];
        for (int i = 0; i < count; i++) larger[i] = waiting[(first + i) & (count - 1)];
        (waiting, first) = (larger, 0);
    }
}
