using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Routing;

namespace CardSwitch;

/// <summary>Checks a station's options as a whole. Each error is led by the path of the value at fault.</summary>
internal static class StationValidation
{
    internal static IReadOnlyList<string> Check(StationOptions options)
    {
        var errors = new List<string>();
        Names(options.Listeners.Select(l => l.Name), "listeners", errors);
        Names(options.Issuers.Select(i => i.Name), "issuers", errors);
        for (int i = 0; i < options.Listeners.Count; i++) Listener(options.Listeners[i], $"listeners[{i}]", errors);
        for (int i = 0; i < options.Issuers.Count; i++) Issuer(options.Issuers[i], $"issuers[{i}]", errors);
        if (!RoutePlan.TryBuild(options.Routes, [.. options.Issuers.Select(i => i.Name)], out _, out string error))
        {
            errors.Add(error);
        }
        if (options.Institution is < 0 or > 99_999_999_999)
        {
            errors.Add($"institution: expected 1 to 11 digits, or 0 for none, found {options.Institution}");
        }
        if (options.CutOver is { } time && time.Ticks % TimeSpan.TicksPerMinute != 0)
        {
            errors.Add($"cutOver: expected whole minutes, found {time:O}");
        }
        Limits(options.Limits, errors);
        SecurityValidation.Check(options, errors);
        Journal(options.Journal, errors);
        return errors;
    }

    private static void Journal(JournalOptions journal, List<string> errors)
    {
        if (journal.Mode == JournalMode.None) return;
        if (journal.Mode is not (JournalMode.Behind or JournalMode.BeforeReply)) errors.Add("journal.mode: expected a known mode");
        if (journal.Store is null) errors.Add("journal.store: expected a store, as the mode is not None");
        if (journal.Key.Length != JournalKeys.KeyLength)
        {
            errors.Add($"journal.key: expected {JournalKeys.KeyLength} bytes, found {journal.Key.Length}");
        }
        Positive(journal.MaxLag, "journal.maxLag", errors);
        Positive(journal.MaxBacklog, "journal.maxBacklog", errors);
    }

    private static void Limits(StationLimits limits, List<string> errors)
    {
        Positive(limits.MaxPending, "limits.maxPending", errors);
        Positive(limits.MaxQueued, "limits.maxQueued", errors);
        Within(limits.RepeatWindow, 1, 100_000_000, "limits.repeatWindow", errors);
        Within(limits.StoredAnswers, 1 << 16, 1 << 30, "limits.storedAnswers", errors);
        Positive(limits.MaxOutputPerLink, "limits.maxOutputPerLink", errors);
        Positive(limits.FrameDeadline, "limits.frameDeadline", errors);
        Positive(limits.DrainTimeOut, "limits.drainTimeOut", errors);
    }

    private static void Listener(ListenerOptions listener, string path, List<string> errors)
    {
        Port(listener.Port, 0, $"{path}.port", errors);
        Positive(listener.MaxConnections, $"{path}.maxConnections", errors);
        TlsValidation.Listener(listener, path, errors);
        ResponseCodes(listener.Format, $"{path}.format", errors);
    }

    private static void Issuer(IssuerOptions issuer, string path, List<string> errors)
    {
        bool remote = issuer.EndPoints.Count > 0, local = issuer.Handler is not null;
        if (remote == local)
        {
            errors.Add($"{path}: expected either endpoints or a handler, found {(remote ? "both" : "neither")}");
        }
        for (int i = 0; i < issuer.EndPoints.Count; i++)
        {
            IssuerEndPoint endPoint = issuer.EndPoints[i];
            if (string.IsNullOrWhiteSpace(endPoint.Host)) errors.Add($"{path}.endpoints[{i}].host: expected a name or address");
            Port(endPoint.Port, 1, $"{path}.endpoints[{i}].port", errors);
            Within(endPoint.Connections, 1, 64, $"{path}.endpoints[{i}].connections", errors);
        }
        TlsValidation.Issuer(issuer, path, errors);
        Within(issuer.MaxPending, 1, 249_999, $"{path}.maxPending", errors);
        Positive(issuer.TimeOut, $"{path}.timeOut", errors);
        Positive(issuer.AtmTimeOut, $"{path}.atmTimeOut", errors);
        ResponseCodes(issuer.Format, $"{path}.format", errors);
        ServiceValidation.Issuer(issuer, path, errors);
    }

    // The switch answers and compares with the codes of 1987. Filled up to an action code of 1993 or 2003, a refusal
    // such as 91 would read 091, which is an approval there.
    private static void ResponseCodes(MessageFormat format, string path, List<string> errors)
    {
        if (format[Field.ResponseCode] is { Length: { IsFixed: true, Max: > 2 } length })
        {
            errors.Add($"{path}: expected response codes (DE 39) of 2 characters, found {length.Max} in {format}");
        }
    }

    private static void Names(IEnumerable<string> names, string path, List<string> errors)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        int i = 0;
        foreach (string name in names)
        {
            if (string.IsNullOrWhiteSpace(name)) errors.Add($"{path}[{i}].name: expected a name");
            else if (!seen.Add(name)) errors.Add($"{path}[{i}].name: '{name}' stands twice");
            i++;
        }
    }

    private static void Port(int port, int least, string path, List<string> errors) =>
        Within(port, least, 65535, path, errors);

    internal static void Within(long value, long least, long most, string path, List<string> errors)
    {
        if (value < least || value > most) errors.Add($"{path}: expected {least} to {most}, found {value}");
    }

    internal static void Positive(long value, string path, List<string> errors)
    {
        if (value <= 0) errors.Add($"{path}: expected more than 0, found {value}");
    }

    internal static void Positive(TimeSpan value, string path, List<string> errors)
    {
        if (value <= TimeSpan.Zero || value > TimeSpan.FromHours(1))
        {
            errors.Add($"{path}: expected more than 0 and at most an hour, found {value}");
        }
    }
}
