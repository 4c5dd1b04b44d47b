using System.Text.Json;

namespace CardSwitch.Tests.Referee;

/// <summary>What the dissector shows of one packet.</summary>
internal sealed class DissectedMessage(JsonElement layers)
{
    /// <summary>The names of what is shown, as tshark calls them.</summary>
    public static IEnumerable<string> Names =>
    [
        "iso8583.len", "iso8583.mti", "iso8583.map1", "iso8583.map2", "iso8583.MALFORMED", "_ws.malformed",
        .. Enumerable.Range(1, 128).Select(NameOf),
    ];

    private readonly Dictionary<string, string> shown = layers.EnumerateObject().ToDictionary(
        property => property.Name,
        property => string.Join(" and ", property.Value.EnumerateArray().Select(value => value.GetString())));

    /// <summary>Whether the packet was taken for a message of ISO 8583 at all.</summary>
    public bool IsRead => shown.ContainsKey("iso8583.mti");

    /// <summary>Whether the dissector stopped at something that it found wrong.</summary>
    public bool IsMalformed => shown.ContainsKey("iso8583.MALFORMED") || shown.ContainsKey("_ws.malformed");

    public string? Length => shown.GetValueOrDefault("iso8583.len");

    public string? Type => shown.GetValueOrDefault("iso8583.mti");

    /// <summary>Both bitmaps, in capital hexadecimal digits.</summary>
    public string Bitmaps => (shown.GetValueOrDefault("iso8583.map1") + shown.GetValueOrDefault("iso8583.map2")).ToUpperInvariant();

    public string? this[int field] => shown.GetValueOrDefault(NameOf(field));

    public IEnumerable<int> Fields => Enumerable.Range(1, 128).Where(number => shown.ContainsKey(NameOf(number)));

    private static string NameOf(int field) => $"iso8583.bit{field}";
}
