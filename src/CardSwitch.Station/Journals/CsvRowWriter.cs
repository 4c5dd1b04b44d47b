using System.Buffers;
using System.Globalization;
using CardSwitch.Journal;

namespace CardSwitch.Station.Journals;

/// <summary>A line of comma-separated values for each row (RFC 4180), below a line of names.</summary>
internal sealed class CsvRowWriter(TextWriter output) : IRowWriter
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    public void Begin() => output.WriteLine(
        "number,time,day,kind,what,mti,card,card_token,amount,currency,terminal,rrn,stan,issuer,issuer_stan,code,acquirer,key,queued");

    public void Write(JournalRow row)
    {
        output.Write(row.Number.ToString(CultureInfo.InvariantCulture));
        Write(RowText.IsoTime(row.UnixMs));
        Write(RowText.Day(row.Day));
        Write(RowText.Number(row.Kind));
        Write(RowText.Kind(row));
        Write(RowText.Type(row.Type));
        Write(RowText.Plain(row.Card));
        Write(Convert.ToHexStringLower(row.CardToken.Span));
        Write(RowText.HasAmount(row) ? RowText.Number(row.Amount) : "");
        Write(RowText.Currency(row.Currency));
        Write(RowText.Plain(row.Terminal));
        Write(RowText.Plain(row.Rrn));
        Write(RowText.Stan(row.OriginatorStan));
        Write(RowText.Plain(row.Issuer));
        Write(RowText.Stan(row.Stan));
        Write(RowText.Plain(row.Code));
        Write(row.Acquirer == 0 ? "" : RowText.Number(row.Acquirer));
        Write(Convert.ToHexStringLower(row.Key.Span));
        Write(row.Queued == 0 ? "" : RowText.Number(row.Queued));
        output.WriteLine();
    }

    private void Write(string value)
    {
        output.Write(',');
        if (!value.AsSpan().ContainsAny(Quoted)) output.Write(value);
        else output.Write($"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
    }
}
