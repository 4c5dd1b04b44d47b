using System.Net;
using CardSwitch.Framing;
using CardSwitch.Iso8583;

namespace CardSwitch;

/// <summary>Where shops connect, and what they speak there.</summary>
public sealed class ListenerOptions
{
    /// <summary>The name in logs, metrics and snapshots.</summary>
    public required string Name { get; init; }

    /// <summary>The address to listen on; loopback unless told otherwise.</summary>
    public IPAddress Address { get; set; } = IPAddress.Loopback;

    /// <summary>The TCP port; 0 lets the system choose, see <see cref="SwitchServer.EndPointOf"/>.</summary>
    public int Port { get; set; }

    /// <summary>The format of the messages.</summary>
    public MessageFormat Format { get; set; } = MessageFormats.Iso1987Ascii;

    /// <summary>How messages are cut out of the stream; two length bytes, most significant first, by default.</summary>
    public IFraming Framing { get; set; } = FrameFormat.BigEndian2;

    /// <summary>Connections at the same time; one more is closed at once. 20,000 by default.</summary>
    public int MaxConnections { get; set; } = 20_000;

    /// <summary>
    /// Whether a shop must sign on (0800, DE 70 = 001) over a connection before it is served: financial traffic before that is
    /// answered 91. False by default; sign-ons are answered in any case.
    /// </summary>
    public bool SignOn { get; set; }

    /// <summary>The message authentication codes of the shops' links; null, as by default: there are none.</summary>
    public LinkMacOptions? Mac { get; set; }

    /// <summary>TLS on the connections; null, as by default: they are in the clear, which is for loopback addresses.</summary>
    public LinkTlsOptions? Tls { get; set; }

    /// <summary>
    /// Allows connections in the clear at other than loopback addresses: whoever is on the way can read and change them.
    /// False by default.
    /// </summary>
    public bool InsecurePlaintext { get; set; }
}
