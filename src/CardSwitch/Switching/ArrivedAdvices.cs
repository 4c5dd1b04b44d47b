namespace CardSwitch.Switching;

/// <summary>
/// The latest messages of the queues that their issuers accepted: two attempts may bring two answers, and the second one
/// is late, not strange.
/// </summary>
internal sealed class ArrivedAdvices
{
    private const int Most = 4096;

    private readonly Queue<(int Issuer, int Stan)> inOrder = [];
    private readonly HashSet<(int Issuer, int Stan)> all = [];

    internal void Add(int issuer, int stan)
    {
        if (!all.Add((issuer, stan))) return;
        inOrder.Enqueue((issuer, stan));
        if (inOrder.Count > Most) all.Remove(inOrder.Dequeue());
    }

    internal bool Contains(int issuer, int stan) => all.Contains((issuer, stan));
}
