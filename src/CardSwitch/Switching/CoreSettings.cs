namespace CardSwitch.Switching;

/// <summary>What the core is told at its start.</summary>
/// <param name="MaxPending">Requests that may wait, all issuers together.</param>
/// <param name="VerifyCheckDigit">Whether a wrong check digit declines a card.</param>
internal sealed record CoreSettings(int MaxPending, bool VerifyCheckDigit)
{
    /// <summary>
    /// Who we are in DE 33 of what we forward, up to 11 digits; 0: messages are forwarded without, and without DE 15.
    /// </summary>
    internal long Institution { get; init; }

    /// <summary>Advices and reversals that may wait, all issuers together, room for those of pending requests included.</summary>
    internal int MaxQueued { get; init; } = 65_536;

    /// <summary>Requests known for repeats, in each of two halves of the window.</summary>
    internal int RepeatWindow { get; init; } = 1_048_576;

    /// <summary>Bytes of the latest answers kept to be sent again exactly.</summary>
    internal int StoredAnswerBytes { get; init; } = 16 << 20;

    /// <summary>How far DE 7 may be from the clock where messages have MACs; 0: as far as it likes.</summary>
    internal long ReplayWindowMs { get; init; } = 300_000;

    /// <summary>The time of day, in minutes UTC, at which the business day changes; -1: only by command.</summary>
    internal int CutOverMinute { get; init; } = -1;

    /// <summary>Keys of the hashes of transactions and cards. The same in a station's every run.</summary>
    internal (ulong First, ulong Second) HashKey { get; init; } = (0x9E37_79B9_7F4A_7C15, 0xC2B2_AE3D_27D4_EB4F);
}
