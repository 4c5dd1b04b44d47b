using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CardSwitch.Iso8583;

namespace CardSwitch.Station.Decoding;

/// <summary>
/// One object a line: <c>{"0":"0200","2":"476173******0119","55":{"9F02":"000000012345"},...}</c> in the order of the
/// fields, before them <c>"header"</c> in hexadecimal where there is one. A field that is more than its elements stays text.
/// For a bad message <c>{"error":"Truncated","field":4,"offset":31}</c> with the error's name in <see cref="ParseError"/>.
/// </summary>
internal sealed class JsonPrinter : IMessagePrinter, IDisposable
{
    // For programs and pipes, not for web pages: blanks, '+' and '<' need no escape.
    internal static readonly JsonWriterOptions Options =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = false };

    private readonly TextWriter output;
    private readonly bool unmasked;
    private readonly ArrayBufferWriter<byte> bytes = new();
    private readonly Utf8JsonWriter json;
    private FieldRewriter? rewriter;

    internal JsonPrinter(TextWriter output, bool unmasked)
    {
        this.output = output;
        this.unmasked = unmasked;
        json = new Utf8JsonWriter(bytes, Options);
    }

    public void Print(string origin, MessageView message)
    {
        Begin();
        rewriter ??= new FieldRewriter(message.Format);
        ReadOnlySpan<byte> header = message.Header;
        if (header.Length > 0) json.WriteString("header"u8, Convert.ToHexString(header));
        json.WriteString("0"u8, FieldText.Of(message, Field.Mti, unmasked));
        foreach (int field in FieldNumbers.Of(message)) Write(message, field);
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

    private void Write(MessageView message, int field)
    {
        if (message.Format[field]!.Composite is { } inner && !IsCutText(inner))
        {
            ElementNode root = ElementNode.Of(message, field, unmasked);
            if (rewriter!.IsSame(message, field, root))
            {
                WriteElements(root);
                return;
            }
        }
        json.WriteString(field.ToString(CultureInfo.InvariantCulture), FieldText.Of(message, field, unmasked));
    }

    // A processing code or an entry mode is known to people and programs as one number.
    private static bool IsCutText(CompositeSpec composite) => composite.Kind == CompositeKind.Positional
        && composite.Fields.All(part => part.Spec is { Length.IsFixed: true, Content: not ContentClass.Binary, Composite: null });

    private void WriteElements(ElementNode container)
    {
        json.WriteStartObject(container.Key);
        foreach (ElementNode node in container.Within)
        {
            if (node.IsNested) WriteElements(node);
            else json.WriteString(node.Key, unmasked ? node.Plain : node.Shown);
        }
        json.WriteEndObject();
    }

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
