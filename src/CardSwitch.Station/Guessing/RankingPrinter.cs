using System.Globalization;
using System.Text;
using System.Text.Json;
using CardSwitch.Iso8583;
using CardSwitch.Station.Decoding;

namespace CardSwitch.Station.Guessing;

/// <summary>Shows readings to a person or to another program, each with the fields of its first message.</summary>
internal sealed class RankingPrinter(TextWriter output, bool unmasked)
{
    internal void Print(RankedReading ranked)
    {
        Reading reading = ranked.First;
        output.WriteLine($"{ranked.Rank}. {ranked.Name}: {Fit(reading)}");
        int shown = FirstShown(reading);
        CutFrame frame = reading.Cut.Frames[shown];
        var index = new FieldIndex();
        ParseStatus status = new MessageParser(reading.Format).Parse(frame.Message.Span, index);
        var view = new MessageView(frame.Message.Span, index);
        output.WriteLine($"   {frame.Origin}, message {shown + 1}:");
        if (view.Header.Length > 0) output.WriteLine($"   Header {Convert.ToHexString(view.Header)}");
        foreach (string line in view.Describe(unmasked).Split('\n', StringSplitOptions.RemoveEmptyEntries)) output.WriteLine($"   {line}");
        if (!status.IsOk) output.WriteLine($"   does not fit: {status.Describe(reading.Format)}");
        if (!status.IsOk && Misalignment.Find(reading.Format, frame.Message.Span) is { } hint) output.WriteLine($"   {hint}");
        output.WriteLine();
    }

    internal void PrintJson(RankedReading ranked)
    {
        Reading reading = ranked.First;
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, JsonPrinter.Options))
        {
            json.WriteStartObject();
            json.WriteNumber("rank"u8, ranked.Rank);
            json.WriteStartArray("readings"u8);
            foreach (Reading alike in ranked.Readings)
            {
                json.WriteStartObject();
                json.WriteString("framing"u8, alike.Framing.Framing is null ? "none" : alike.Framing.Name);
                json.WriteString("header"u8, alike.Header.Name.Length == 0 ? "none" : alike.Header.Name);
                json.WriteString("format"u8, alike.Format.Name);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteNumber("whole"u8, reading.Whole);
            json.WriteNumber("messages"u8, reading.Cut.Frames.Count + reading.Cut.Broken);
            json.WriteNumber("percent"u8, Percent(reading));
            json.WriteNumber("plausible"u8, reading.Plausible);
            json.WritePropertyName("message"u8);
            json.WriteRawValue(MessageOf(reading));
            json.WriteEndObject();
        }
        output.WriteLine(Encoding.UTF8.GetString(bytes.ToArray()));
    }

    // As decode prints it; of one that does not fit, the error and its place.
    private string MessageOf(Reading reading)
    {
        using var text = new StringWriter();
        using var printer = new JsonPrinter(text, unmasked);
        CutFrame frame = reading.Cut.Frames[FirstShown(reading)];
        new MessageDecoder(reading.Format, printer).Decode(new EncodedMessage(frame.Origin, frame.Message));
        return text.ToString().TrimEnd();
    }

    // Where some fit and some do not, the one that does not is what has to be looked at.
    private static int FirstShown(Reading reading) => Math.Max(reading.FirstBad, 0);

    private static string Fit(Reading reading) => string.Create(CultureInfo.InvariantCulture,
        $"{reading.Whole} of {reading.Cut.Frames.Count + reading.Cut.Broken} messages, {Percent(reading)}% of bytes");

    // Down, so that 100 means all.
    private static double Percent(Reading reading) =>
        Math.Floor(1000.0 * reading.WholeBytes / Math.Max(reading.Cut.TotalBytes, 1)) / 10;
}
