using System.Text;
using System.Text.Json;
using CardSwitch.Station.Decoding;

namespace CardSwitch.Station.Comparing;

/// <summary>
/// A line for each difference: <c>-</c> only in the first message, <c>+</c> only in the second, <c>~</c> in both but changed.
/// </summary>
internal sealed class DifferencePrinter(TextWriter output)
{
    internal void Print(Difference difference)
    {
        string values = difference switch
        {
            { A: null } => difference.B!,
            { B: null } => difference.A,
            _ when difference.A == difference.B => $"{difference.A}  (differ in what is masked)",
            _ => $"{difference.A} -> {difference.B}",
        };
        char mark = difference.Kind switch { "added" => '+', "removed" => '-', _ => '~' };
        output.WriteLine($"{mark} {difference.Path,-10} {difference.Name,-46} {values}");
    }

    internal void PrintJson(Difference difference)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, JsonPrinter.Options))
        {
            json.WriteStartObject();
            json.WriteString("path"u8, difference.Path);
            json.WriteString("change"u8, difference.Kind);
            if (difference.A is not null) json.WriteString("a"u8, difference.A);
            if (difference.B is not null) json.WriteString("b"u8, difference.B);
            json.WriteEndObject();
        }
        output.WriteLine(Encoding.UTF8.GetString(bytes.ToArray()));
    }
}
