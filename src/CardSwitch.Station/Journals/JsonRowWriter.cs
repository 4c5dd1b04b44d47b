using System.Buffers;
using System.Text;
using System.Text.Json;
using CardSwitch.Journal;
using CardSwitch.Station.Decoding;

namespace CardSwitch.Station.Journals;

/// <summary>A JSON object for each row and line; what a row does not have is left out. Amounts are in minor units.</summary>
internal sealed class JsonRowWriter(TextWriter output) : IRowWriter, IDisposable
{
    private readonly ArrayBufferWriter<byte> bytes = new();
    private Utf8JsonWriter? json;

    public void Begin()
    {
        // The lines are all there is.
    }

    public void Write(JournalRow row)
    {
        bytes.ResetWrittenCount();
        json ??= new Utf8JsonWriter(bytes, JsonPrinter.Options);
        json.Reset();
        json.WriteStartObject();
        json.WriteNumber("number"u8, row.Number);
        Write("time", RowText.IsoTime(row.UnixMs));
        Write("day", RowText.Day(row.Day));
        json.WriteNumber("kind"u8, row.Kind);
        Write("what", RowText.Kind(row));
        Write("mti", RowText.Type(row.Type));
        Write("card", RowText.Plain(row.Card));
        Write("cardToken", Convert.ToHexStringLower(row.CardToken.Span));
        if (RowText.HasAmount(row)) json.WriteNumber("amount"u8, row.Amount);
        Write("currency", RowText.Currency(row.Currency));
        Write("terminal", RowText.Plain(row.Terminal));
        Write("rrn", RowText.Plain(row.Rrn));
        Write("stan", RowText.Stan(row.OriginatorStan));
        Write("issuer", RowText.Plain(row.Issuer));
        Write("issuerStan", RowText.Stan(row.Stan));
        Write("code", RowText.Plain(row.Code));
        if (row.Acquirer != 0) Write("acquirer", RowText.Number(row.Acquirer));
        Write("key", Convert.ToHexStringLower(row.Key.Span));
        if (row.Queued != 0) json.WriteNumber("queued"u8, row.Queued);
        json.WriteEndObject();
        json.Flush();
        output.WriteLine(Encoding.UTF8.GetString(bytes.WrittenSpan));
    }

    public void Dispose() => json?.Dispose();

    private void Write(string name, string value)
    {
        if (value.Length > 0) json!.WriteString(name, value);
    }
}
