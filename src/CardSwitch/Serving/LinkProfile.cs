using CardSwitch.Framing;
using CardSwitch.Iso8583;
using CardSwitch.Security;

namespace CardSwitch.Serving;

/// <summary>What all connections of one listener, or of one issuer, have in common.</summary>
internal sealed class LinkProfile
{
    private LinkProfile(MessageFormat format, IFraming framing, int issuer, LinkMac mac, bool mustSignOn = false)
    {
        Mac = mac;
        MustSignOn = mustSignOn;
        Parser = new MessageParser(format);
        Framing = framing;
        Issuer = issuer;
        HeaderLength = framing.HeaderLength;
        TrailerLength = framing.TrailerLength;
        MaxRoom = framing.MaxMessageLength;
    }

    internal MessageParser Parser { get; }

    internal IFraming Framing { get; }

    /// <summary>Their message authentication codes. Under the station's lock.</summary>
    internal LinkMac Mac { get; }

    /// <summary>The issuer's position, or -1 for shops.</summary>
    internal int Issuer { get; }

    /// <summary>Whether a shop's requests are refused before it has signed on.</summary>
    internal bool MustSignOn { get; }

    internal bool IsIssuer => Issuer >= 0;

    internal int HeaderLength { get; }

    internal int TrailerLength { get; }

    /// <summary>The longest message in bytes.</summary>
    internal int MaxRoom { get; }

    internal static LinkProfile OfShops(ListenerOptions options, LinkMac? mac = null) =>
        new(options.Format, options.Framing, -1, mac ?? new LinkMac(options.Format), options.SignOn);

    internal static LinkProfile OfIssuer(IssuerOptions options, int issuer, LinkMac? mac = null) =>
        new(options.Format, options.Framing, issuer, mac ?? new LinkMac(options.Format));
}
