using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using CardSwitch.Iso8583;
using CardSwitch.Links;

namespace CardSwitch.StoreAndForward;

/// <summary>
/// What waits to be forwarded to one issuer: first in, first out per lane, lanes beside each other, one advice of a lane
/// in flight. Nothing leaves but what the issuer accepted; what cannot be had accepted is parked beside its lane. Times
/// are in ns and never go back. Asking for what is due when nothing is costs no more than two comparisons.
/// </summary>
internal sealed class ForwardQueue(ForwardSettings settings)
{
    private readonly Dictionary<int, StoredAdvice> byStan = [];
    private readonly Dictionary<ulong, ForwardLane> lanes = [];
    private readonly SortedDictionary<long, StoredAdvice> parked = [];
    private readonly AdvicesInFlight inFlight = new();
    private readonly DayCounts days = new();

    // The first of each lane that is not on its way: due, oldest first, or to be due later, earliest first.
    private readonly AdviceHeap due = new(byTime: false);
    private readonly AdviceHeap later = new(byTime: true);
    private int offered;

    /// <summary>Advices waiting or in flight, without those parked.</summary>
    internal int Count => byStan.Count - parked.Count;

    internal int Parked => parked.Count;

    internal int InFlight => inFlight.Count;

    /// <summary>How many of <see cref="Count"/> belong to a business day (yyyymmdd).</summary>
    internal int CountOf(int day) => days[day];

    /// <summary>
    /// The earliest time at which something may be due, 0 if it is already; <see cref="long.MaxValue"/> when nothing will be
    /// unless something happens first.
    /// </summary>
    internal long NextAt
    {
        get
        {
            long at = inFlight.First?.At ?? long.MaxValue;
            if (!HasRoom) return at;
            if (due.Count > 0) return 0;
            return later.Count > 0 ? Math.Min(at, later.First.At) : at;
        }
    }

    private bool HasRoom => inFlight.Count + offered < settings.MaxInFlight;

    /// <summary>All advices, parked ones too, in the order of their numbers.</summary>
    internal IEnumerable<StoredAdvice> All => byStan.Values.OrderBy(advice => advice.Number);

    /// <summary>Takes over an advice that was never sent; it is due as soon as it is the first of its lane.</summary>
    /// <exception cref="ArgumentException">One with its trace number is here already.</exception>
    internal void Add(StoredAdvice advice)
    {
        byStan.Add(advice.Stan, advice);
        Line(advice);
    }

    /// <summary>
    /// Takes over an advice from before a restart. Since nobody knows whether it was sent, its attempts are repeats.
    /// </summary>
    internal void Restore(StoredAdvice advice, bool parked)
    {
        advice.IsRepeat = true;
        if (!parked)
        {
            Add(advice);
            return;
        }
        byStan.Add(advice.Stan, advice);
        advice.State = ForwardState.Parked;
        this.parked.Add(advice.Number, advice);
    }

    /// <summary>
    /// The oldest of the advices that are due. Of this one <see cref="Sent"/> or <see cref="NotSent"/> has to be said next.
    /// </summary>
    internal bool TryNext(long now, [NotNullWhen(true)] out StoredAdvice? advice)
    {
        advice = null;
        if (!HasRoom) return false;
        while (later.Count > 0 && later.First.At <= now) due.Add(later.TakeFirst());
        if (due.Count == 0) return false;
        advice = due.TakeFirst();
        advice.State = ForwardState.Offered;
        offered++;
        return true;
    }

    /// <summary>The advice went over a link, and its answer is awaited.</summary>
    internal void Sent(StoredAdvice advice, LinkId link, long now)
    {
        Take(advice);
        advice.State = ForwardState.InFlight;
        advice.IsRepeat = true;
        advice.Attempts++;
        advice.Link = link;
        advice.At = now + settings.TimeOutNs;
        inFlight.Add(advice);
    }

    /// <summary>No link could take the advice: that was no attempt, and the next one is made soon.</summary>
    internal void NotSent(StoredAdvice advice, long now)
    {
        Take(advice);
        Delay(advice, now + settings.RetryUnsentNs);
    }

    private void Take(StoredAdvice advice)
    {
        Debug.Assert(advice.State == ForwardState.Offered, "Only what was handed out is sent.");
        offered--;
    }

    /// <summary>The advice in flight with this trace number.</summary>
    internal StoredAdvice? InFlightWith(int stan) =>
        Find(stan) is { State: ForwardState.InFlight } advice ? advice : null;

    /// <summary>The advice with this trace number, in whatever state: an answer may come after its attempt was given up.</summary>
    internal StoredAdvice? Find(int stan) => byStan.GetValueOrDefault(stan);

    /// <summary>Whether any advice here, parked ones included, has this trace number.</summary>
    internal bool Holds(int stan) => byStan.Count > 0 && byStan.ContainsKey(stan);

    /// <summary>
    /// The issuer answered an attempt. A late answer counts as well, unless it asks for another attempt, which is due
    /// anyway; of an advice that is parked only an acceptance does.
    /// </summary>
    internal ForwardEnd Answered(StoredAdvice advice, ResponseCode code, long now)
    {
        ForwardEnd verdict = ForwardVerdict.Of(advice.Type, code);
        if (advice.State == ForwardState.Outside) return ForwardEnd.Accepted;
        if (verdict == ForwardEnd.Accepted)
        {
            Forget(advice);
            return verdict;
        }
        if (advice.State == ForwardState.Parked) return ForwardEnd.Parked;
        if (verdict == ForwardEnd.Parked)
        {
            Park(advice);
            return verdict;
        }
        return advice.State == ForwardState.InFlight ? EndAttempt(advice, now) : verdict;
    }

    /// <summary>The next advice whose answer has not come in time, and what becomes of it.</summary>
    internal bool TryExpire(long now, [NotNullWhen(true)] out StoredAdvice? advice, out ForwardEnd end)
    {
        advice = inFlight.First;
        end = ForwardEnd.Retry;
        if (advice is null || advice.At > now)
        {
            advice = null;
            return false;
        }
        end = EndAttempt(advice, now);
        return true;
    }

    /// <summary>
    /// What is in flight over this link gets no answer any more; it is tried again after the first delay. A link that goes
    /// down says nothing of the advice, which is not parked for it.
    /// </summary>
    internal void LinkDown(LinkId link, long now)
    {
        StoredAdvice? advice = AdvicesInFlight.NextOver(link, inFlight.First);
        while (advice is not null)
        {
            StoredAdvice? next = AdvicesInFlight.NextOver(link, advice.SentAfter);
            inFlight.Remove(advice);
            Delay(advice, now + settings.RetryFirstNs);
            advice = next;
        }
    }

    /// <summary>Makes all that wait due at once: the issuer is there again.</summary>
    internal void Resume()
    {
        while (later.Count > 0)
        {
            StoredAdvice advice = later.TakeFirst();
            advice.At = 0;
            due.Add(advice);
        }
    }

    /// <summary>Gives every parked advice a new start, oldest first, as a repeat.</summary>
    /// <param name="released">Called for each one, after it is back in its lane.</param>
    internal void Release(Action<StoredAdvice> released)
    {
        foreach (StoredAdvice advice in parked.Values.ToArray())
        {
            parked.Remove(advice.Number);
            advice.Attempts = 0;
            Line(advice);
            released(advice);
        }
    }

    private ForwardEnd EndAttempt(StoredAdvice advice, long now)
    {
        if (advice.Attempts >= settings.MaxAttempts)
        {
            Park(advice);
            return ForwardEnd.Parked;
        }
        inFlight.Remove(advice);
        Delay(advice, now + settings.DelayAfter(advice.Attempts));
        return ForwardEnd.Retry;
    }

    private void Park(StoredAdvice advice)
    {
        Leave(advice);
        advice.State = ForwardState.Parked;
        parked.Add(advice.Number, advice);
    }

    private void Forget(StoredAdvice advice)
    {
        if (advice.State == ForwardState.Parked) parked.Remove(advice.Number);
        else Leave(advice);
        byStan.Remove(advice.Stan);
        advice.State = ForwardState.Outside;
    }

    // The first of a lane waits for its time.
    private void Delay(StoredAdvice advice, long until)
    {
        advice.State = ForwardState.Waiting;
        advice.At = until;
        later.Add(advice);
    }

    // Into the lane; due if that has nothing before it.
    private void Line(StoredAdvice advice)
    {
        advice.State = ForwardState.Waiting;
        advice.At = 0;
        days.Add(advice.Day, 1);
        if (!lanes.TryGetValue(advice.Lane, out ForwardLane? lane))
        {
            lanes.Add(advice.Lane, new ForwardLane(advice));
            due.Add(advice);
            return;
        }
        StoredAdvice first = lane.First!;
        lane.Add(advice);
        if (ReferenceEquals(first, lane.First)) return;
        Unschedule(first);
        due.Add(advice);
    }

    // Out of the lane; the next one is due.
    private void Leave(StoredAdvice advice)
    {
        switch (advice.State)
        {
            case ForwardState.InFlight:
                inFlight.Remove(advice);
                break;
            case ForwardState.Offered:
                offered--;
                break;
            default:
                Unschedule(advice);
                break;
        }
        days.Add(advice.Day, -1);
        ForwardLane lane = lanes[advice.Lane];
        lane.Remove(advice);
        if (lane.First is not { } next) lanes.Remove(advice.Lane);
        else if (next.HeapPlace < 0 && next.State == ForwardState.Waiting) due.Add(next);
    }

    private void Unschedule(StoredAdvice advice)
    {
        if (due.Contains(advice)) due.Remove(advice);
        else if (later.Contains(advice)) later.Remove(advice);
    }
}
