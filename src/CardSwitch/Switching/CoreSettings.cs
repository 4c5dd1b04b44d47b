namespace CardSwitch.Switching;

/// <summary>What the core is told at its start.</summary>
/// <param name="MaxPending">Requests that may wait, all issuers together.</param>
/// <param name="VerifyCheckDigit">Whether a wrong check digit declines a card.</param>
internal sealed record CoreSettings(int MaxPending, bool VerifyCheckDigit);
