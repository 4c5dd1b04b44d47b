using CardSwitch.Framing;
using CardSwitch.Iso8583;
using CardSwitch.Issuing;

namespace CardSwitch;

/// <summary>A bank that issued cards: reached over connections of its own, or served in this process.</summary>
public sealed class IssuerOptions
{
    /// <summary>The name by which routes, logs and metrics know the issuer.</summary>
    public required string Name { get; init; }

    /// <summary>The addresses to connect to, in the order of preference; <see cref="LinkUse"/> says how they are used.</summary>
    public IList<IssuerEndPoint> EndPoints { get; } = [];

    /// <summary>Answers in this process, in place of any address.</summary>
    public IIssuerHandler? Handler { get; set; }

    /// <summary>The format of the messages.</summary>
    public MessageFormat Format { get; set; } = MessageFormats.Iso1987Ascii;

    /// <summary>How messages are cut out of the stream; two length bytes, most significant first, by default.</summary>
    public IFraming Framing { get; set; } = FrameFormat.BigEndian2;

    /// <summary>How long to wait for an answer to a shop's request, from the sending on; 10 s by default.</summary>
    public TimeSpan TimeOut { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The same for an ATM, told by merchant type (DE 18) 6011; 25 s by default.</summary>
    public TimeSpan AtmTimeOut { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>
    /// Requests that may wait for an answer; one more is declined with 91. 8,192 by default, about 680 bytes each for
    /// requests of up to 512 bytes.
    /// </summary>
    public int MaxPending { get; set; } = 8_192;

    /// <summary>Whether an answer with DE 39 = 10 may carry a lower amount (DE 4) than its request.</summary>
    public bool AllowPartialApproval { get; set; }

    /// <summary>
    /// Whether the station signs on (0800, DE 70 = 001) over each connection, and sends nothing else before that was accepted;
    /// true by default. An issuer in this process is never signed on to.
    /// </summary>
    public bool SignOn { get; set; } = true;

    /// <summary>Whether the connections are used in turn, or those of the first address that has one up; in turn by default.</summary>
    public LinkUse LinkUse { get; set; } = LinkUse.InTurn;

    /// <summary>Whether reversals are advices (0420), as by default, or requests (0400).</summary>
    public ReversalKind Reversals { get; set; } = ReversalKind.Advice;

    /// <summary>How the station finds out that a connection is dead; not used for an issuer in this process.</summary>
    public EchoOptions Echo { get; set; } = new();

    /// <summary>When the issuer gets no more requests because it does not answer, and how it is tried again.</summary>
    public BreakerOptions Breaker { get; set; } = new();

    /// <summary>How advices and reversals are brought to the issuer.</summary>
    public ForwardOptions StoreAndForward { get; set; } = new();

    /// <summary>What the station may approve in the issuer's place; null, as by default: nothing.</summary>
    public StandInOptions? StandIn { get; set; }

    /// <summary>
    /// Whether an answer must follow from its request in all that it carries: DE 38 with every approval and with no decline,
    /// of chip data the issuer's (tags 71, 72, 8A, 91) only, every field that answers repeat as it was sent. One that does not is
    /// passed over, told of, and its request reversed when it times out. False by default, for banks that echo more.
    /// </summary>
    public bool StrictAnswers { get; set; }

    /// <summary>
    /// The message authentication codes of the issuer's links; null, as by default: there are none. An issuer in this process
    /// has no links.
    /// </summary>
    public LinkMacOptions? Mac { get; set; }

    /// <summary>TLS on the connections; null, as by default: they are in the clear, which is for loopback addresses.</summary>
    public LinkTlsOptions? Tls { get; set; }

    /// <summary>
    /// Allows connections in the clear at other than loopback addresses: whoever is on the way can read and change them.
    /// False by default.
    /// </summary>
    public bool InsecurePlaintext { get; set; }
}
