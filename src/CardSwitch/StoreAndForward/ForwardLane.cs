namespace CardSwitch.StoreAndForward;

/// <summary>The advices of one card, first in, first out. Only the first one is ever sent.</summary>
internal sealed class ForwardLane(StoredAdvice first)
{
    private StoredAdvice last = first;

    internal StoredAdvice? First { get; private set; } = first;

    /// <summary>
    /// Puts an advice behind the older ones. One that comes back from parking has its place among those not yet tried.
    /// </summary>
    internal void Add(StoredAdvice advice)
    {
        if (First is null || (IsUntried(First) && advice.Number < First.Number))
        {
            if (First is null) last = advice;
            advice.Next = First;
            First = advice;
            return;
        }
        StoredAdvice before = last.Number < advice.Number ? last : First;
        while (before.Next is { } next && next.Number < advice.Number) before = next;
        advice.Next = before.Next;
        before.Next = advice;
        if (advice.Next is null) last = advice;
    }

    internal void Remove(StoredAdvice advice)
    {
        StoredAdvice? before = null;
        for (StoredAdvice? at = First; !ReferenceEquals(at, advice); at = at!.Next) before = at;
        if (before is null) First = advice.Next;
        else before.Next = advice.Next;
        if (ReferenceEquals(last, advice) && before is not null) last = before;
        advice.Next = null;
    }

    // A repeat has to follow its first attempt before anything else goes down the lane.
    private static bool IsUntried(StoredAdvice advice) =>
        advice is { State: ForwardState.Waiting, Attempts: 0 };
}
