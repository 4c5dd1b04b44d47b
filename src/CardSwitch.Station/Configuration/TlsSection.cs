using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CardSwitch.Station.Configuration;

/// <summary>Reads the section <c>tls</c> of a listener or an issuer.</summary>
internal static class TlsSection
{
    private const int MostMs = 3_600_000;

    /// <summary>What the section says; null without one. What is wrong becomes errors of its keys.</summary>
    /// <param name="owner">The listener or issuer.</param>
    /// <param name="folder">What paths are relative to.</param>
    /// <param name="isListener">Whether shops connect, or the station does.</param>
    /// <param name="withKey">Whether the files are looked at already.</param>
    internal static LinkTlsOptions? Bind(JsonSection owner, string folder, bool isListener, bool withKey)
    {
        if (owner.Section("tls") is not { } section) return null;
        var files = new CertificateFiles(
            PathOf(section, "certificateFile", folder), PathOf(section, "keyFile", folder), PathOf(section, "rootFile", folder));
        var tls = new LinkTlsOptions { Load = files.Load };
        foreach (JsonSection peer in section.Sections("peers")) tls.Peers.Add(Peer(peer));
        if (isListener)
        {
            tls.AllowAnyPeer = section.Truth("allowAnyPeer", tls.AllowAnyPeer);
            tls.AllowAnonymousPeers = section.Truth("allowAnonymousPeers", tls.AllowAnonymousPeers);
        }
        else if (section.Text("serverName", "") is { Length: > 0 } name)
        {
            tls.ServerName = name;
        }
        tls.Revocation = section.OneOf("revocation", tls.Revocation,
            ("none", X509RevocationMode.NoCheck), ("cached", X509RevocationMode.Offline), ("online", X509RevocationMode.Online));
        tls.HandshakeTimeOut = section.Milliseconds("handshakeTimeoutMs", tls.HandshakeTimeOut, MostMs);
        section.End();
        if (withKey && files.CertificateFile.Length > 0 && files.KeyFile.Length > 0 && files.RootFile.Length > 0) Try(files, section);
        return tls;
    }

    private static void Try(CertificateFiles files, JsonSection section)
    {
        try
        {
            files.Load();
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or CryptographicException)
        {
            section.Fail("certificateFile", wrong.Message);
        }
    }

    private static LinkPeer Peer(JsonSection section)
    {
        var institutions = new List<long>();
        string name = section.RequiredText("name");
        string hash = section.Text("keyHash", "");
        foreach (string text in section.Texts("institutions"))
        {
            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long id)) institutions.Add(id);
            else section.Fail("institutions", $"expected 1 to 11 digits as text, found \"{text}\"");
        }
        bool any = section.Truth("allowAnyInstitution", false);
        section.End();
        return new LinkPeer(name) { KeyHash = hash.Length > 0 ? hash : null, Institutions = institutions, AllowAnyInstitution = any };
    }

    private static string PathOf(JsonSection section, string key, string folder) =>
        section.RequiredText(key) is { Length: > 0 } text ? Path.GetFullPath(text, folder) : "";
}
