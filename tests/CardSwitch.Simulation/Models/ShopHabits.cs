namespace CardSwitch.Simulation.Models;

/// <summary>How a shop behaves.</summary>
/// <param name="PatienceNs">How long it waits for an answer.</param>
/// <param name="RepeatsMost">How often it repeats a request before it reverses.</param>
/// <param name="RepeatsAsTheyWere">Whether repeats are the same message (0200), or say what they are (0201).</param>
/// <param name="CancelPercent">How many approvals are taken back, a while later.</param>
/// <param name="PartialPercent">How many of those only in part.</param>
/// <param name="DifferentPercent">How often it uses the key of an approved transaction again for another amount.</param>
/// <param name="ReversalsAsRequests">Whether it sends 0400 in place of 0420.</param>
internal sealed record ShopHabits(
    long PatienceNs, int RepeatsMost, bool RepeatsAsTheyWere, int CancelPercent, int PartialPercent, int DifferentPercent,
    bool ReversalsAsRequests);
