namespace CardSwitch.Switching;

/// <summary>One network management message of ours that is under way on a link; none when the code is 0.</summary>
internal struct NetworkExchange
{
    /// <summary>DE 70.</summary>
    internal int Code;

    internal int Stan;

    /// <summary>DE 7 of the first attempt: a repeat has the same.</summary>
    internal long Transmission;

    /// <summary>When its answer is given up, in ns.</summary>
    internal long Deadline;

    /// <summary>Attempts without an answer, over all messages since the last answer.</summary>
    internal int Misses;

    internal readonly bool IsOpen => Code != 0;
}
