using CardSwitch.Links;

namespace CardSwitch.StoreAndForward;

/// <summary>The advices that wait for an answer, in the order of sending and so of their deadlines.</summary>
internal sealed class AdvicesInFlight
{
    private StoredAdvice? last;

    internal int Count { get; private set; }

    internal StoredAdvice? First { get; private set; }

    internal void Add(StoredAdvice advice)
    {
        advice.SentBefore = last;
        if (last is null) First = advice;
        else last.SentAfter = advice;
        last = advice;
        Count++;
    }

    internal void Remove(StoredAdvice advice)
    {
        if (advice.SentBefore is { } before) before.SentAfter = advice.SentAfter;
        else First = advice.SentAfter;
        if (advice.SentAfter is { } after) after.SentBefore = advice.SentBefore;
        else last = advice.SentBefore;
        (advice.SentBefore, advice.SentAfter) = (null, null);
        Count--;
    }

    /// <summary>The first one sent over the link, from an advice on; null when there is none.</summary>
    internal static StoredAdvice? NextOver(LinkId link, StoredAdvice? from)
    {
        while (from is not null && from.Link != link) from = from.SentAfter;
        return from;
    }
}
