using System.Globalization;
using CardSwitch.Iso8583;

namespace CardSwitch.Station.Decoding;

/// <summary>A line for each field: number, name, attribute, value. What is wrong goes to standard error.</summary>
internal sealed class TextPrinter(TextWriter output, TextWriter error, bool unmasked) : IMessagePrinter
{
    public void Print(string origin, MessageView message)
    {
        output.WriteLine($"{origin}: {message.Type} {message.Type.Class} {message.Type.Function}, "
            + $"{message.Frame.Length} bytes, {message.Format}");
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
    }

    public void PrintNotHex(string origin, int character, int offset) =>
        PrintError($"{origin}: character {character} is not hexadecimal or has no second digit");

    private void PrintFields(MessageView message)
    {
        Bitmap present = message.Index.Bitmap;
        for (int field = present.NextAtOrAfter(2); field != 0; field = present.NextAtOrAfter(field + 1))
        {
            FieldSpec spec = message.Format[field]!;
            string value = FieldText.Of(message, field, unmasked);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {field,3}  {spec.Name,-46} {spec.Attribute,-9} {value}{Meaning(message, field)}"));
        }
        output.WriteLine();
    }

    private static string Meaning(MessageView message, int field) => field switch
    {
        Field.Amount when message.TryGetAmount(field, out Amount amount) => $"  ({amount})",
        Field.BillingAmount when message.TryGetAmount(field, out Amount amount, Field.BillingCurrency) =>
            $"  ({amount})",
        Field.ResponseCode when ResponseCode.TryParse(message[field], out ResponseCode code) =>
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
