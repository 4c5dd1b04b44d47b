using CardSwitch.Journal;

namespace CardSwitch.Station.Journals;

/// <summary>One record's values, a line each; what it does not have is left out.</summary>
internal static class RecordLines
{
    private const int NameWidth = 16;

    internal static IEnumerable<string> Of(JournalRow row)
    {
        (string Name, string Value)[] all =
        [
            ("Record", RowText.Number(row.Number)),
            ("Time (UTC)", RowText.Time(row.UnixMs)),
            ("What", RowText.Kind(row)),
            ("Message type", RowText.Type(row.Type)),
            ("Card", RowText.Plain(row.Card)),
            ("Amount", RowText.Amount(row)),
            ("Terminal", RowText.Plain(row.Terminal)),
            ("RRN", RowText.Plain(row.Rrn)),
            ("STAN", RowText.Stan(row.OriginatorStan)),
            ("Acquirer", row.Acquirer == 0 ? "" : RowText.Number(row.Acquirer)),
            ("Issuer", RowText.Plain(row.Issuer)),
            ("STAN to issuer", RowText.Stan(row.Stan)),
            ("Code", RowText.Code(row)),
            ("Business day", RowText.Day(row.Day)),
            ("Continues", row.Queued == 0 ? "" : RowText.Number(row.Queued)),
            ("Key", Convert.ToHexStringLower(row.Key.Span)),
            ("Chain", Convert.ToHexStringLower(row.Chain.Span)),
        ];
        return all.Where(line => line.Value.Length > 0).Select(line => line.Name.PadRight(NameWidth) + line.Value);
    }
}
