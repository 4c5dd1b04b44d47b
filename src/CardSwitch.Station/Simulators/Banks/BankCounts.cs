namespace CardSwitch.Station.Simulators.Banks;

/// <summary>What a simulated bank has seen since its start.</summary>
/// <param name="Received">Requests and advices received.</param>
/// <param name="Approved">Answers with 00.</param>
/// <param name="Declined">Other answers.</param>
/// <param name="Malformed">Messages that it could not read, or that have no answer.</param>
internal readonly record struct BankCounts(long Received, long Approved, long Declined, long Malformed)
{
    public static BankCounts operator +(BankCounts a, BankCounts b) => new(
        a.Received + b.Received, a.Approved + b.Approved, a.Declined + b.Declined, a.Malformed + b.Malformed);
}
