using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace CardSwitch.Station.Certificates;

/// <summary>
/// A private root, and under it a certificate for the station and for each peer, good at both ends of a link. Keys are
/// ECDSA P-256; certificates follow RFC 5280.
/// </summary>
internal sealed class TrialNetwork(string station, IReadOnlyList<TrialPeer> peers, IReadOnlyList<string> hosts)
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";
    private static readonly TimeSpan Validity = TimeSpan.FromDays(365);

    /// <summary>Makes all the files, each with the mode 0600.</summary>
    /// <exception cref="IOException">One of them exists, or cannot be written.</exception>
    internal void Write(string folder, DateTimeOffset now)
    {
        Directory.CreateDirectory(folder);
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={station} trial root", rootKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        // An hour back, for clocks that differ.
        DateTimeOffset from = now.AddHours(-1);
        using X509Certificate2 root = request.CreateSelfSigned(from, now + Validity);
        WriteNew(folder, "root", root, rootKey);
        foreach (string name in (IEnumerable<string>)[station, .. peers.Select(peer => peer.Name)])
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            using X509Certificate2 certificate = Issue(name, key, root, from, now + Validity);
            WriteNew(folder, name, certificate, key);
        }
    }

    /// <summary>What to put into the station's file.</summary>
    internal string Advice(string folder)
    {
        var text = new StringBuilder();
        text.AppendLine(FormattableString.Invariant($"{folder}: root, {station} and {peers.Count} peers, for a year."));
        text.AppendLine("Into a listener of the station's file, with those peers that are shops:");
        text.AppendLine(Files(folder));
        text.AppendLine("    \"peers\": [");
        foreach (TrialPeer peer in peers)
        {
            string speaks = peer.Institution > 0 ? FormattableString.Invariant($", \"institutions\": [\"{peer.Institution}\"]") : "";
            text.AppendLine($"      {{ \"name\": \"{peer.Name}\"{speaks} }},");
        }
        text.AppendLine("    ] }");
        text.AppendLine("Into an issuer, with the name of that bank:");
        text.AppendLine(Files(folder));
        text.Append("    \"peers\": [{ \"name\": \"BANK\" }] }");
        return text.ToString();
    }

    private string Files(string folder) =>
        $"  \"tls\": {{ \"certificateFile\": \"{folder}/{station}.pem\", \"keyFile\": \"{folder}/{station}.key\", "
        + $"\"rootFile\": \"{folder}/root.pem\",";

    private X509Certificate2 Issue(string name, ECDsa key, X509Certificate2 root, DateTimeOffset from, DateTimeOffset to)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerUse), new Oid(ClientUse)], true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(root, true, false));
        var names = new SubjectAlternativeNameBuilder();
        foreach (string host in hosts)
        {
            if (IPAddress.TryParse(host, out IPAddress? address)) names.AddIpAddress(address);
            else names.AddDnsName(host);
        }
        request.CertificateExtensions.Add(names.Build());
        byte[] serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7F; // Positive, RFC 5280 section 4.1.2.2.
        return request.Create(root, from, to, serial);
    }

    private static void WriteNew(string folder, string name, X509Certificate2 certificate, ECDsa key)
    {
        WriteNew(Path.Combine(folder, $"{name}.pem"), certificate.ExportCertificatePem());
        WriteNew(Path.Combine(folder, $"{name}.key"), key.ExportPkcs8PrivateKeyPem());
    }

    private static void WriteNew(string path, string content)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new StreamWriter(path, options);
        file.WriteLine(content);
    }
}
