using System.Globalization;
using System.Net;
using System.Text.Json;
using CardSwitch.Framing;

namespace CardSwitch.Station.Configuration;

/// <summary>
/// A station's configuration file: one JSON object with comments. Its keys are those of <c>docs/station.json</c>; times
/// are in milliseconds. Reading it finds all errors at once.
/// </summary>
internal static class StationFile
{
    private const int MostMs = 3_600_000;

    /// <summary>The station's options, or what is wrong, a line for each error.</summary>
    internal static StationOptions? TryLoad(string path, out IReadOnlyList<string> errors)
    {
        return TryLoad(path, withKey: true, out errors)?.Options;
    }

    /// <summary>The same for one who reads the station's journal and may not hold its key.</summary>
    internal static LoadedStation? TryLoadForReading(string path, out IReadOnlyList<string> errors) =>
        TryLoad(path, withKey: false, out errors);

    private static LoadedStation? TryLoad(string path, bool withKey, out IReadOnlyList<string> errors)
    {
        var found = new ConfigurationErrors(path);
        LoadedStation? station = Read(path, withKey, found);
        errors = found.Lines;
        return found.Any ? null : station;
    }

    private static LoadedStation? Read(string path, bool withKey, ConfigurationErrors errors)
    {
        JsonNode root;
        try
        {
            root = JsonNodeReader.Read(File.ReadAllBytes(path));
        }
        catch (JsonException broken)
        {
            string reason = broken.Message.Split(" LineNumber:")[0];
            errors.Add((int)(broken.LineNumber ?? 0) + 1, $"is not JSON at byte {broken.BytePositionInLine + 1} of the line: {reason}");
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            errors.Add(0, $"cannot be read: {refused.Message}");
            return null;
        }

        var section = new JsonSection(root, "", errors);
        LoadedStation station = Bind(section, Path.GetDirectoryName(Path.GetFullPath(path))!, withKey, errors);
        if (!errors.Any)
        {
            foreach (string error in station.Options.Validate()) errors.AddLocated(error);
        }
        return station;
    }

    private static LoadedStation Bind(JsonSection file, string folder, bool withKey, ConfigurationErrors errors)
    {
        var options = new StationOptions();
        var formats = new StationFormats(folder);
        options.Name = file.Text("name", options.Name);
        options.VerifyCheckDigit = file.Truth("verifyCheckDigit", options.VerifyCheckDigit);
        options.Institution = file.Value(
            "institution", options.Institution, TryReadInstitution, "1 to 11 digits as text, the first of them not 0");
        options.CutOver = file.Value(
            "cutOver", options.CutOver, TryReadTime, "a time of day such as \"22:00\", UTC");
        options.ReplayWindow = TimeSpan.FromSeconds(
            file.Number("replayWindowSeconds", (int)options.ReplayWindow.TotalSeconds, 0, 3600));
        var crypto = CryptoSection.Bind(file, folder, withKey, () => !errors.Any);
        options.Crypto = crypto.Provider;
        var stopLists = new StopLists(folder, options.VerifyCheckDigit);
        foreach (JsonSection listener in file.Sections("listeners"))
        {
            options.Listeners.Add(Listener(listener, formats, crypto, folder, withKey));
        }
        foreach (JsonSection issuer in file.Sections("issuers"))
        {
            options.Issuers.Add(Issuer(issuer, formats, stopLists, crypto, folder, withKey));
        }
        if (options.Listeners.Count == 0) file.Fail("listeners", "expected at least one, or no shop can connect");
        StationRoutes.Bind(file, folder, options, errors);
        if (file.Section("limits") is { } limits) Limits(limits, options.Limits);
        JournalSettings? journal = file.Section("journal") is { } section ? JournalSection.Bind(section, folder, options.Name) : null;
        file.End();
        if (withKey && journal is not null && !errors.Any) JournalStores.Configure(options.Journal, journal, errors);
        return new LoadedStation(options, journal);
    }

    private static ListenerOptions Listener(
        JsonSection section, StationFormats formats, CryptoSection crypto, string folder, bool withKey)
    {
        var listener = new ListenerOptions { Name = section.RequiredText("name") };
        listener.Address = section.Parsed("address", listener.Address, text =>
            (IPAddress.TryParse(text, out IPAddress? address) ? address : null, "an IP address such as 0.0.0.0"));
        listener.Port = section.Number("port", listener.Port, 0, 65535, "1 to 65535, or 0 for one that the system chooses");
        listener.Format = formats.Bind(section, listener.Format);
        listener.Framing = Framing(section, listener.Framing);
        listener.MaxConnections = section.Number("maxConnections", listener.MaxConnections, 1, 1_000_000);
        listener.SignOn = section.Truth("signOn", listener.SignOn);
        listener.Mac = MacSection.Bind(section, crypto);
        listener.Tls = TlsSection.Bind(section, folder, isListener: true, withKey);
        listener.InsecurePlaintext = section.Truth("insecurePlaintext", listener.InsecurePlaintext);
        section.End();
        return listener;
    }

    private static IssuerOptions Issuer(
        JsonSection section, StationFormats formats, StopLists stopLists, CryptoSection crypto, string folder, bool withKey)
    {
        var issuer = new IssuerOptions { Name = section.RequiredText("name") };
        foreach (JsonSection endPoint in section.Sections("endpoints"))
        {
            issuer.EndPoints.Add(new IssuerEndPoint(
                endPoint.RequiredText("host"),
                endPoint.Number("port", 0, 1, 65535),
                endPoint.Number("connections", 1, 1, 64)));
            endPoint.End();
        }
        if (issuer.EndPoints.Count == 0) section.Fail("endpoints", "expected at least one");
        issuer.Format = formats.Bind(section, issuer.Format);
        issuer.Framing = Framing(section, issuer.Framing);
        issuer.TimeOut = section.Milliseconds("timeoutMs", issuer.TimeOut, MostMs);
        issuer.AtmTimeOut = section.Milliseconds("atmTimeoutMs", issuer.AtmTimeOut, MostMs);
        issuer.MaxPending = section.Number("maxPending", issuer.MaxPending, 1, 249_999);
        issuer.AllowPartialApproval = section.Truth("allowPartialApproval", issuer.AllowPartialApproval);
        issuer.StrictAnswers = section.Truth("strictAnswers", issuer.StrictAnswers);
        issuer.Mac = MacSection.Bind(section, crypto);
        issuer.Tls = TlsSection.Bind(section, folder, isListener: false, withKey);
        issuer.InsecurePlaintext = section.Truth("insecurePlaintext", issuer.InsecurePlaintext);
        ServiceSections.Bind(section, issuer, stopLists);
        section.End();
        return issuer;
    }

    private static void Limits(JsonSection section, StationLimits limits)
    {
        limits.MaxPending = section.Number("maxPending", limits.MaxPending, 1, 10_000_000);
        limits.MaxQueued = section.Number("maxQueued", limits.MaxQueued, 1, 10_000_000);
        limits.RepeatWindow = section.Number("repeatWindow", limits.RepeatWindow, 1, 100_000_000);
        limits.StoredAnswers = section.Number("storedAnswers", limits.StoredAnswers, 1 << 16, 1 << 30);
        limits.MaxOutputPerLink = section.Number("maxOutputPerLink", limits.MaxOutputPerLink, 4096, 1 << 30);
        limits.FrameDeadline = section.Milliseconds("frameDeadlineMs", limits.FrameDeadline, MostMs);
        limits.DrainTimeOut = section.Milliseconds("drainTimeoutMs", limits.DrainTimeOut, MostMs);
        section.End();
    }

    // Digits only, and no zero first: it would be lost.
    private static bool TryReadInstitution(string text, out long institution) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out institution)
        && text.Length <= 11 && text[0] != '0';

    private static bool TryReadTime(string text, out TimeOnly? time)
    {
        bool read = TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly exact);
        time = exact;
        return read;
    }

    private static IFraming Framing(JsonSection section, IFraming usual) =>
        section.Parsed("framing", usual, text => FrameFormat.TryParse(text, out FrameFormat format, out string error)
            ? (format, "")
            : ((IFraming?)null, $"a framing such as be2 ({error})"));
}
