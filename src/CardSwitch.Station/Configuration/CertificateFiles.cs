using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CardSwitch.Station.Configuration;

/// <summary>The files of one end's certificates, all PEM; read anew at every reload.</summary>
/// <param name="CertificateFile">The own certificate first, then those between it and its root.</param>
/// <param name="KeyFile">Its private key, unencrypted; held to the rules of <see cref="SecretFile"/>.</param>
/// <param name="RootFile">The roots that peers are held to.</param>
internal sealed record CertificateFiles(string CertificateFile, string KeyFile, string RootFile)
{
    /// <exception cref="IOException">A file cannot be read, or others can read the key.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    /// <exception cref="CryptographicException">A file holds something else; no message shows what.</exception>
    internal LinkCertificates Load()
    {
        if (SecretFile.ModeError(KeyFile) is { } tooOpen) throw new IOException(tooOpen);
        X509Certificate2Collection chain = Certificates(CertificateFile);
        string key = File.ReadAllText(KeyFile);
        X509Certificate2 own;
        try
        {
            own = X509Certificate2.CreateFromPem(chain[0].ExportCertificatePem(), key);
        }
        catch (Exception wrong) when (wrong is CryptographicException or ArgumentException)
        {
            throw new CryptographicException($"{KeyFile}: expected the private key of {CertificateFile}, as PEM without a password");
        }
        chain.RemoveAt(0);
        return new LinkCertificates(own, Certificates(RootFile)) { Intermediates = chain };
    }

    private static X509Certificate2Collection Certificates(string path)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPemFile(path);
        }
        catch (CryptographicException)
        {
            // Told below, as a file without any.
        }
        return certificates.Count > 0 ? certificates : throw new CryptographicException($"{path}: expected certificates as PEM");
    }
}
