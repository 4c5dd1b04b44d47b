using System.Buffers;
using System.Text;
using System.Text.Json;
using CardSwitch.Journal;

namespace CardSwitch.PostgreSql;

/// <summary>Issuers in the order of their positions, as JSON text: <c>[{"name":"bank-a","format":"iso1987-ascii"}]</c>.</summary>
internal static class IssuerList
{
    internal static string Write(IReadOnlyList<JournalIssuer> issuers)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartArray();
            foreach (JournalIssuer issuer in issuers)
            {
                json.WriteStartObject();
                json.WriteString("name"u8, issuer.Name);
                json.WriteString("format"u8, issuer.Format);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    internal static IReadOnlyList<JournalIssuer> Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return
            [
                .. from issuer in json.RootElement.EnumerateArray()
                   select new JournalIssuer(issuer.GetProperty("name").GetString()!, issuer.GetProperty("format").GetString()!),
            ];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new JournalStoreException(JournalFault.Corrupt, "A group's list of issuers cannot be read.", e);
        }
    }
}
