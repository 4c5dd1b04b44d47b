namespace CardSwitch.Station.Simulators.Banks;

/// <summary>What a simulated bank has seen since its start. Received = Approved + Declined.</summary>
internal readonly record struct BankCounts
{
    /// <summary>Requests for a decision, each once however often it came.</summary>
    internal long Received { get; init; }

    internal long Approved { get; init; }

    internal long Declined { get; init; }

    /// <summary>Reversals (0400, 0420), each once.</summary>
    internal long Reversals { get; init; }

    /// <summary>Those among them that took an approval back; the others found nothing to reverse.</summary>
    internal long Reversed { get; init; }

    /// <summary>Advices (0120, 0220), each once.</summary>
    internal long Advices { get; init; }

    /// <summary>Messages that came again and were answered as before, or whose original was reversed before it came.</summary>
    internal long Repeats { get; init; }

    /// <summary>Totals (0500, 0520) that agree with the bank's books.</summary>
    internal long Balanced { get; init; }

    /// <summary>Totals that do not.</summary>
    internal long Unbalanced { get; init; }

    /// <summary>Messages that it could not read, or that have no answer.</summary>
    internal long Malformed { get; init; }
}
