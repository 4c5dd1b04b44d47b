using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CardSwitch.Station.Commands;

/// <summary>Addresses as people write them: <c>host:port</c>, <c>[::1]:port</c>.</summary>
internal static class AddressText
{
    /// <summary>The option <c>--to host:port</c>.</summary>
    internal static Option<string> ToOption(string description) => new("--to")
    {
        Description = description,
        HelpName = "HOST:PORT",
        Required = true,
    };

    /// <exception cref="UsageException">The text is no address, or the host is not known.</exception>
    internal static async Task<IPEndPoint> ResolveAsync(string text, CancellationToken cancellation)
    {
        int colon = text.LastIndexOf(':');
        if (colon < 1 || !ushort.TryParse(
            text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) || port == 0)
        {
            throw new UsageException($"'{text}' is no address; give host:port, such as 127.0.0.1:5000.");
        }
        string host = text[..colon].Trim('[', ']');
        try
        {
            IPAddress[] addresses = await Dns.GetHostAddressesAsync(host, cancellation);
            IPAddress address = addresses.FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork)
                ?? addresses[0];
            return new IPEndPoint(address, port);
        }
        catch (SocketException unknown)
        {
            throw new UsageException($"The host '{host}' cannot be found: {unknown.Message}.");
        }
    }
}
