namespace CardSwitch.Journal;

/// <summary>Who opens a journal.</summary>
/// <param name="Station">The station's name: a shared store keeps the journals of several.</param>
/// <param name="Issuers">The station's issuers in the order of their positions, which sealed groups name them by.</param>
/// <param name="IsReader">
/// Only reads: the owner stays who it is, and <c>Append</c> and <c>Settle</c> are not used. <c>Prune</c> may be: an operator
/// deletes old days while the station runs.
/// </param>
public sealed record JournalOwner(string Station, IReadOnlyList<JournalIssuer> Issuers, bool IsReader = false);
