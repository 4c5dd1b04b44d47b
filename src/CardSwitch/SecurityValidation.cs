using CardSwitch.Iso8583;
using CardSwitch.Security;
using static CardSwitch.StationValidation;

namespace CardSwitch;

/// <summary>Checks what protects a station's links: the keys and what is done with them.</summary>
internal static class SecurityValidation
{
    private static ReadOnlySpan<int> AlwaysCovered => [Field.TransmissionDateTime, Field.Stan, Field.Rrn];

    internal static void Check(StationOptions options, List<string> errors)
    {
        if (options.ReplayWindow != TimeSpan.Zero) Positive(options.ReplayWindow, "replayWindow", errors);
        for (int i = 0; i < options.Listeners.Count; i++)
        {
            ListenerOptions listener = options.Listeners[i];
            if (listener.Mac is { } mac) Mac(mac, listener.Format, options.Crypto, $"listeners[{i}].mac", errors);
        }
        for (int i = 0; i < options.Issuers.Count; i++)
        {
            IssuerOptions issuer = options.Issuers[i];
            if (issuer.Mac is not { } mac) continue;
            if (issuer.Handler is not null) errors.Add($"issuers[{i}].mac: an issuer in this process has no links to protect");
            else Mac(mac, issuer.Format, options.Crypto, $"issuers[{i}].mac", errors);
        }
    }

    private static void Mac(LinkMacOptions mac, MessageFormat format, ICryptoProvider? crypto, string path, List<string> errors)
    {
        if (mac.Length is not (4 or 8)) errors.Add($"{path}.length: expected 4 or 8, found {mac.Length}");
        Within(mac.MaxFailures, 1, 1_000_000, $"{path}.maxFailures", errors);
        Positive(mac.OldKeyFor, $"{path}.oldKeyFor", errors);
        if (!Enum.IsDefined(mac.Algorithm)) errors.Add($"{path}.algorithm: expected a known one, found {mac.Algorithm}");
        if (crypto is null) errors.Add($"{path}: expected a crypto provider (crypto), found none");
        else Keys(mac, crypto, path, errors);
        Covered(mac.Fields, format, path, errors);
        Place(format, Field.Mac, mac.Length, path, errors);
        Place(format, Field.Mac2, mac.Length, path, errors);
        if (format.Tertiary != TertiaryBitmap.None) errors.Add($"{path}: fields above 128, which {format} has, stand behind the MAC");
    }

    private static void Keys(LinkMacOptions mac, ICryptoProvider crypto, string path, List<string> errors)
    {
        Key(crypto, mac.VerifyKey, mac.Algorithm, $"{path}.verifyKey", errors);
        Key(crypto, mac.GenerateKey, mac.Algorithm, $"{path}.generateKey", errors);
    }

    private static void Key(ICryptoProvider crypto, KeyHandle key, MacAlgorithm algorithm, string path, List<string> errors)
    {
        if (key.IsNone)
        {
            errors.Add($"{path}: expected a key, found none");
            return;
        }
        try
        {
            KeyUsage usage = crypto.Describe(key).Usage;
            if (usage != algorithm.Usage()) errors.Add($"{path}: expected a key for {algorithm}, found one for {usage}");
        }
        catch (CryptoException e)
        {
            errors.Add($"{path}: {e.Message}");
        }
    }

    private static void Covered(IReadOnlyList<int> fields, MessageFormat format, string path, List<string> errors)
    {
        if (fields.Count == 0) return;
        foreach (int field in AlwaysCovered)
        {
            if (!fields.Contains(field)) errors.Add($"{path}.fields: expected DE {field} among them, which tells a replay");
        }
        foreach (int field in fields)
        {
            bool known = field is >= 2 and not (Field.Mac or Field.Mac2) && format[field] is not null;
            if (!known) errors.Add($"{path}.fields: {format} has no DE {field} to cover");
        }
        if (fields.Distinct().Count() != fields.Count) errors.Add($"{path}.fields: a field stands twice");
    }

    private static void Place(MessageFormat format, int field, int length, string path, List<string> errors)
    {
        FieldSpec? spec = format[field];
        bool holds = spec is { Content: ContentClass.Binary, Length: { IsFixed: true, Max: <= 8 } } && spec.Length.Max >= length;
        if (holds) return;
        errors.Add($"{path}: expected DE {field} of {format} to be binary, {length} to 8 bytes, found {spec?.Attribute ?? "none"}");
    }
}
