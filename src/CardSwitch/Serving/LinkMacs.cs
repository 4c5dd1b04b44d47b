using CardSwitch.Security;

namespace CardSwitch.Serving;

/// <summary>The message authentication codes of a station: those of each listener and of each issuer, whatever its addresses.</summary>
internal sealed class LinkMacs(StationOptions options)
{
    private readonly LinkMac[] issuers =
        [.. options.Issuers.Select(i => new LinkMac(i.Format, options.Crypto, i.Handler is null ? i.Mac : null))];

    private readonly Dictionary<string, LinkMac> listeners = options.Listeners.ToDictionary(
        l => l.Name, l => new LinkMac(l.Format, options.Crypto, l.Mac), StringComparer.Ordinal);

    internal LinkMac OfIssuer(int position) => issuers[position];

    internal LinkMac OfListener(string name) => listeners[name];
}
