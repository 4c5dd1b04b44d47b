using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CardSwitch.Iso8583;

namespace CardSwitch.Station.Decoding;

/// <summary>
/// One object a line: <c>{"0":"0200","2":"476173******0119",...}</c> in the order of the fields, or for a bad message
/// <c>{"error":"Truncated","field":4,"offset":31}</c> with the error's name in <see cref="ParseError"/>.
/// </summary>
internal sealed class JsonPrinter : IMessagePrinter, IDisposable
{
    // For programs and pipes, not for web pages: blanks, '+' and '<' need no escape.
    private static readonly JsonWriterOptions Options =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = false };

    private readonly TextWriter output;
    private readonly bool unmasked;
    private readonly ArrayBufferWriter<byte> bytes = new();
    private readonly Utf8JsonWriter json;

    internal JsonPrinter(TextWriter output, bool unmasked)
    {
        this.output = output;
        this.unmasked = unmasked;
        json = new Utf8JsonWriter(bytes, Options);
    }

    public void Print(string origin, MessageView message)
    {
        Begin();
        Write(message, Field.Mti);
        Bitmap present = message.Index.Bitmap;
        for (int field = present.NextAtOrAfter(2); field != 0; field = present.NextAtOrAfter(field + 1))
        {
            Write(message, field);
        }
        End();
    }

    public void PrintBad(string origin, MessageView message, ParseStatus status) =>
        PrintError(status.Error.ToString(), status.Field, status.Offset);

    public void PrintNotHex(string origin, int character, int offset) =>
        PrintError("NotHexadecimal", 0, offset);

    public void Dispose() => json.Dispose();

    private void PrintError(string error, int field, int offset)
    {
        Begin();
        json.WriteString("error"u8, error);
        json.WriteNumber("field"u8, field);
        json.WriteNumber("offset"u8, offset);
        End();
    }

    private void Write(MessageView message, int field) => json.WriteString(
        field.ToString(CultureInfo.InvariantCulture), FieldText.Of(message, field, unmasked));

    private void Begin()
    {
        bytes.ResetWrittenCount();
        json.Reset();
        json.WriteStartObject();
    }

    private void End()
    {
        json.WriteEndObject();
        json.Flush();
        output.WriteLine(Encoding.UTF8.GetString(bytes.WrittenSpan));
    }
}
