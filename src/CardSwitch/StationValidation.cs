using CardSwitch.Iso8583;
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
        Positive(options.Limits.MaxPending, "limits.maxPending", errors);
        Positive(options.Limits.MaxOutputPerLink, "limits.maxOutputPerLink", errors);
        Positive(options.Limits.FrameDeadline, "limits.frameDeadline", errors);
        Positive(options.Limits.DrainTimeOut, "limits.drainTimeOut", errors);
        return errors;
    }

    private static void Listener(ListenerOptions listener, string path, List<string> errors)
    {
        Port(listener.Port, 0, $"{path}.port", errors);
        Positive(listener.MaxConnections, $"{path}.maxConnections", errors);
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
        Within(issuer.MaxPending, 1, 249_999, $"{path}.maxPending", errors);
        Positive(issuer.TimeOut, $"{path}.timeOut", errors);
        Positive(issuer.AtmTimeOut, $"{path}.atmTimeOut", errors);
        ResponseCodes(issuer.Format, $"{path}.format", errors);
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

    private static void Within(int value, int least, int most, string path, List<string> errors)
    {
        if (value < least || value > most) errors.Add($"{path}: expected {least} to {most}, found {value}");
    }

    private static void Positive(int value, string path, List<string> errors)
    {
        if (value <= 0) errors.Add($"{path}: expected more than 0, found {value}");
    }

    private static void Positive(TimeSpan value, string path, List<string> errors)
    {
        if (value <= TimeSpan.Zero || value > TimeSpan.FromHours(1))
        {
            errors.Add($"{path}: expected more than 0 and at most an hour, found {value}");
        }
    }
}
