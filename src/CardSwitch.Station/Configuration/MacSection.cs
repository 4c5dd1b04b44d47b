using System.Globalization;
using CardSwitch.Security;

namespace CardSwitch.Station.Configuration;

/// <summary>The message authentication codes of a listener's or an issuer's links: <c>mac</c>.</summary>
internal static class MacSection
{
    internal static LinkMacOptions? Bind(JsonSection owner, CryptoSection crypto)
    {
        if (owner.Section("mac") is not { } section) return null;
        var usual = new LinkMacOptions();
        var mac = new LinkMacOptions
        {
            VerifyKey = crypto.KeyOf(section, "verifyKey"),
            GenerateKey = crypto.KeyOf(section, "generateKey"),
            Algorithm = section.OneOf(
                "algorithm", usual.Algorithm, ("aes-cmac", MacAlgorithm.AesCmac), ("tdes-cmac", MacAlgorithm.TdesCmac),
                ("iso9797-1", MacAlgorithm.Algorithm1), ("iso9797-3", MacAlgorithm.Algorithm3)),
            Length = section.Number("length", usual.Length, 4, 8, "4 or 8"),
            Fields = Fields(section),
            MaxFailures = section.Number("maxFailures", usual.MaxFailures, 1, 1_000_000),
            TakesKeys = section.Truth("takesKeys", usual.TakesKeys),
            OldKeyFor = section.Milliseconds("oldKeyMs", usual.OldKeyFor, 3_600_000),
        };
        section.End();
        // One who may not hold keys reads the rest of the file.
        return crypto.HasKeys ? mac : null;
    }

    private static int[] Fields(JsonSection section)
    {
        var fields = new List<int>();
        foreach (string text in section.Texts("fields"))
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int field)) fields.Add(field);
            else section.Fail("fields", "expected numbers of fields, such as \"37\"");
        }
        return [.. fields];
    }
}
