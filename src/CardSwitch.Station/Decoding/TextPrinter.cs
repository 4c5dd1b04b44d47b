using System.Globalization;
using CardSwitch.Iso8583;

namespace CardSwitch.Station.Decoding;

/// <summary>
/// A line for each field and, indented, for each element within it: number, name, attribute, value. What is wrong goes to
/// standard error.
/// </summary>
internal sealed class TextPrinter(TextWriter output, TextWriter error, bool unmasked) : IMessagePrinter
{
    public void Print(string origin, MessageView message)
    {
        output.WriteLine($"{origin}: {message.Type} {message.Type.Class} {message.Type.Function}, "
            + $"{message.Frame.Length} bytes, {message.Format}");
        if (message.Header.Length > 0) output.WriteLine($"       Header {Convert.ToHexString(message.Header)}");
        if (message.RejectCode is { } code) output.WriteLine($"       Sent back with the reject code {code}");
        PrintFields(message);
    }

    public void PrintBad(string origin, MessageView message, ParseStatus status)
    {
        if (message.Index.Bitmap.NextAtOrAfter(2) != 0)
        {
            output.WriteLine($"{origin}: {message.Type}, as far as it could be read");
            PrintFields(message);
        }
        PrintError($"{origin}: {status.Describe(message.Format)}");
        if (Misalignment.Find(message.Format, message.Frame) is { } hint) PrintError($"{origin}: {hint}");
    }

    public void PrintNotHex(string origin, int character, int offset) =>
        PrintError($"{origin}: character {character} is not hexadecimal or has no second digit");

    private void PrintFields(MessageView message)
    {
        foreach (int field in FieldNumbers.Of(message))
        {
            FieldSpec spec = message.Format[field]!;
            ElementNode root = ElementNode.Of(message, field, unmasked);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {field,3}  {spec.Name,-46} {spec.Attribute,-9} {root.Shown}{Meaning(message, field)}"));
            PrintElements(root, root.Key, indent: 9);
        }
        output.WriteLine();
    }

    // Attributes and values stand below those of the fields.
    private void PrintElements(ElementNode container, string path, int indent)
    {
        string blanks = new(' ', indent);
        foreach (ElementNode node in container.Within)
        {
            string own = $"{path}.{node.Key}";
            // An element whose length its tag has told is the rest of what it was given.
            string? attribute = node.Spec?.Attribute.Replace("rest ", "..", StringComparison.Ordinal);
            output.WriteLine($"{blanks + own + "  " + node.Spec?.Name,-53} {attribute,-9} {node.Shown}");
            PrintElements(node, own, indent + 2);
        }
        if (container.Fault is not null) output.WriteLine($"{blanks}{path}  [{container.Fault}]");
    }

    private static string Meaning(MessageView message, int field) => field switch
    {
        Field.Amount when message.TryGetAmount(field, out Amount amount) => $"  ({amount})",
        Field.BillingAmount when message.TryGetAmount(field, out Amount amount, Field.BillingCurrency) =>
            $"  ({amount})",
        Field.ResponseCode when message.TryGetResponseCode(out ResponseCode code) =>
            $"  ({code.Description})",
        _ => "",
    };

    // Both streams may be the same screen: what comes first must be seen first.
    private void PrintError(string line)
    {
        output.Flush();
        error.WriteLine(line);
    }
}
