using CardSwitch.Links;
using CardSwitch.Serving;
using CardSwitch.Switching;
using Microsoft.Extensions.Logging;

namespace CardSwitch;

/// <summary>Certificates and keys, changed while traffic flows.</summary>
public sealed partial class SwitchServer
{
    /// <summary>
    /// Loads the certificates of all links anew while traffic flows: handshakes to come use them, links that are open stay.
    /// False, with what is wrong, leaves all as they were.
    /// </summary>
    public bool TryReloadCertificates(out string error)
    {
        error = "";
        var replacements = new List<Action>();
        foreach (TlsLinks tls in AllTls())
        {
            if (tls.TryReload(out string why) is { } replace)
            {
                replacements.Add(replace);
                continue;
            }
            error = $"{tls.Name}: {why}";
            return false;
        }
        foreach (Action replace in replacements) replace();
        if (replacements.Count > 0) LogCertificates(options.Name, replacements.Count);
        return true;
    }

    /// <summary>
    /// Asks an issuer for a new MAC key (0800, DE 70 = 101) while traffic flows, and waits until it has sent one (DE 70 = 161) that is
    /// in use.
    /// </summary>
    /// <param name="issuer">The issuer's name.</param>
    /// <param name="cancellation">Ends the waiting; a key that comes later is taken all the same.</param>
    /// <returns>False when no link to the issuer is free to ask, or no key came within <see cref="EchoOptions.TimeOut"/>.</returns>
    /// <exception cref="KeyNotFoundException">There is no such issuer.</exception>
    /// <exception cref="InvalidOperationException">Its links have no MACs, or take no keys.</exception>
    public async Task<bool> ChangeKeysAsync(string issuer, CancellationToken cancellation = default)
    {
        int position = PositionOf(issuer);
        LinkMacOptions? mac = options.Issuers[position].Mac;
        if (mac is not { TakesKeys: true }) throw new InvalidOperationException($"The links to {issuer} take no keys.");
        Task<bool>? taken = null;
        gate.Enter(moment =>
        {
            if (gate.Core.AskForKeys(position, in moment)) taken = macs.OfIssuer(position).Keys!.NextTaken();
        });
        if (taken is null) return false;
        try
        {
            return await taken.WaitAsync(options.Issuers[position].Echo.TimeOut, time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private IEnumerable<TlsLinks> AllTls() => listenerTls.Values.Concat(lines.Tls);

    [LoggerMessage(EventId = 4270, Level = LogLevel.Information, Message = "Station {Station}: keys are held by {Provider}")]
    private partial void LogCrypto(string station, string provider);

    [LoggerMessage(EventId = 4203, Level = LogLevel.Information,
        Message = "Station {Station}: the certificates of {Count} listeners and issuers were loaded anew")]
    private partial void LogCertificates(string station, int count);
}
