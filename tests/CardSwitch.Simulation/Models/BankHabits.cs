namespace CardSwitch.Simulation.Models;

/// <summary>How a bank behaves while nothing is wrong with it.</summary>
/// <param name="ThinkNs">What an answer takes it, up to twice as long.</param>
/// <param name="DeclinePercent">How many requests it declines.</param>
/// <param name="PartialPercent">How many it approves in part, of those that it may.</param>
/// <param name="AnswersOverOtherLinks">Whether an answer may come over another of its links than the request.</param>
internal sealed record BankHabits(long ThinkNs, int DeclinePercent, int PartialPercent, bool AnswersOverOtherLinks);
