using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Links;

namespace CardSwitch.Switching;

/// <summary>
/// A connection as the core sees it: who is at the other end, the format spoken there, and how far its network
/// management has come.
/// </summary>
/// <param name="id">The connection.</param>
/// <param name="parser">Reads its messages.</param>
/// <param name="issuer">The issuer at the other end, or null for a shop.</param>
/// <param name="rank">Which of the issuer's addresses it leads to.</param>
internal sealed class CoreLink(LinkId id, MessageParser parser, Issuer? issuer, int rank = 0)
{
    internal LinkId Id => id;

    internal MessageParser Parser => parser;

    internal MessageFormat Format => parser.Format;

    internal Issuer? Issuer => issuer;

    internal int Rank => rank;

    /// <summary>Whether financial messages may pass: it has signed on, or need not.</summary>
    internal bool IsSignedOn { get; set; }

    /// <summary>Whether its messages have MACs, so that a captured one can only be sent again as it was.</summary>
    internal bool IsSigned { get; init; }

    /// <summary>Whether what is queued may be sent over it: signed on, and one echo came back.</summary>
    internal bool IsForwarding { get; set; }

    /// <summary>Whether it is on its way out: it gets nothing new.</summary>
    internal bool IsRetiring { get; set; }

    /// <summary>The institutions that its messages may name; null: any.</summary>
    internal InstitutionSet? Institutions { get; init; }

    /// <summary>Messages that named another institution.</summary>
    internal int ForeignMessages { get; set; }

    /// <summary>When the counterpart was last heard, in ns.</summary>
    internal long HeardAt { get; set; }

    /// <summary>The network management message that waits for its answer over this link, if any.</summary>
    internal NetworkExchange Exchange;
}
