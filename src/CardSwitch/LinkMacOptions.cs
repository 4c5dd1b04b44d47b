using CardSwitch.Security;

namespace CardSwitch;

/// <summary>
/// The message authentication codes of a listener's or an issuer's links: each message must carry a right one, in DE 64 or,
/// where it has a secondary bitmap, in DE 128, and each that leaves gets one. Needs <see cref="StationOptions.Crypto"/>.
/// </summary>
public sealed class LinkMacOptions
{
    /// <summary>The key of what comes in.</summary>
    public KeyHandle VerifyKey { get; set; }

    /// <summary>The key of what goes out; it may be the same.</summary>
    public KeyHandle GenerateKey { get; set; }

    /// <summary>How the codes are computed; CMAC with AES by default.</summary>
    public MacAlgorithm Algorithm { get; set; } = MacAlgorithm.AesCmac;

    /// <summary>Bytes of a code: 8, as by default, or 4, which stand left in a field of 8 with zeros behind them.</summary>
    public int Length { get; set; } = 8;

    /// <summary>
    /// Empty, as by default: every byte from the message type to before the code is covered. Else the message type and these
    /// fields as they stand in the frame, length prefixes included, in ascending order: an attacker may alter all others.
    /// They must include DE 7, 11 and 37, which tell a replay.
    /// </summary>
    public IReadOnlyList<int> Fields { get; set; } = [];

    /// <summary>
    /// Whether the counterpart may send new keys over the link (0800, DE 70 = 161, a TR-31 block in DE 48), and the station ask for
    /// one; false by default. The provider must hold the key that they come under. A key that came so is gone when the
    /// station stops.
    /// </summary>
    public bool TakesKeys { get; set; }

    /// <summary>How long the old key is good for what comes in, from the first message under a new one on; a minute by default.</summary>
    public TimeSpan OldKeyFor { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many wrong or missing codes close a link; 5 by default.</summary>
    public int MaxFailures { get; set; } = 5;
}
