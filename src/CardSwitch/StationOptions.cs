using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Routing;
using CardSwitch.Security;

namespace CardSwitch;

/// <summary>Everything that makes one station: where shops connect, which banks there are, and who issued which cards.</summary>
public sealed class StationOptions
{
    /// <summary>The station's name in logs, metrics and snapshots.</summary>
    public string Name { get; set; } = "station";

    /// <summary>Where shops connect.</summary>
    public IList<ListenerOptions> Listeners { get; } = [];

    /// <summary>The banks.</summary>
    public IList<IssuerOptions> Issuers { get; } = [];

    /// <summary>Card number ranges and their issuers; the longest match wins.</summary>
    public IList<Route> Routes { get; } = [];

    /// <summary>What bounds the station's memory.</summary>
    public StationLimits Limits { get; } = new();

    /// <summary>Whether and where the station keeps its journal; by default it keeps none.</summary>
    public JournalOptions Journal { get; } = new();

    /// <summary>Whether a card number with a wrong check digit is declined with 14; true by default.</summary>
    public bool VerifyCheckDigit { get; set; } = true;

    /// <summary>
    /// Who the station is: the forwarding institution (DE 33) of what it forwards, 1 to 11 digits, the first of them not 0.
    /// With it requests carry their business day (DE 15) as well. 0 by default: messages are forwarded without either.
    /// </summary>
    public long Institution { get; set; }

    /// <summary>
    /// The time of day, UTC, in whole minutes, at which the next business day opens; null, as by default: only when told to.
    /// </summary>
    public TimeOnly? CutOver { get; set; }

    /// <summary>
    /// Holds the keys that listeners and issuers name; null, as by default, where none do. It is the caller's to dispose of, after
    /// the station.
    /// </summary>
    public ICryptoProvider? Crypto { get; set; }

    /// <summary>
    /// How far DE 7 of a request may be from the station's clock, over links with message authentication codes: beyond it, the
    /// request is taken for a replay and declined with 94; 5 minutes by default. Zero takes any.
    /// </summary>
    public TimeSpan ReplayWindow { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Listens for shops. Port 0 lets the system choose.</summary>
    public StationOptions Listen(
        string name, int port, MessageFormat format, Action<ListenerOptions>? configure = null)
    {
        var listener = new ListenerOptions { Name = name, Port = port, Format = format };
        configure?.Invoke(listener);
        Listeners.Add(listener);
        return this;
    }

    /// <summary>Connects to an issuer; called again for the same issuer, it adds an address.</summary>
    public StationOptions Connect(
        string issuer, string host, int port, MessageFormat format, Action<IssuerOptions>? configure = null)
    {
        IssuerOptions options = Issuer(issuer);
        options.EndPoints.Add(new IssuerEndPoint(host, port));
        options.Format = format;
        configure?.Invoke(options);
        return this;
    }

    /// <summary>Answers an issuer's requests in this process.</summary>
    public StationOptions Handle(string issuer, IIssuerHandler handler, Action<IssuerOptions>? configure = null)
    {
        IssuerOptions options = Issuer(issuer);
        options.Handler = handler;
        configure?.Invoke(options);
        return this;
    }

    /// <summary>Routes a prefix (<c>476173</c>) or a range (<c>51-55</c>) of 2 to 19 digits to an issuer.</summary>
    public StationOptions Route(string range, string to)
    {
        Routes.Add(new Route(range, to));
        return this;
    }

    /// <summary>What is wrong, a line for each error, led by the path of the wrong value; empty when nothing is.</summary>
    public IReadOnlyList<string> Validate() => StationValidation.Check(this);

    private IssuerOptions Issuer(string name)
    {
        foreach (IssuerOptions known in Issuers)
        {
            if (known.Name == name) return known;
        }
        var issuer = new IssuerOptions { Name = name };
        Issuers.Add(issuer);
        return issuer;
    }
}
