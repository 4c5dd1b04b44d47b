using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using CardSwitch.Iso8583;

namespace CardSwitch.Station.Building;

/// <summary>
/// Builds messages from the objects that decode prints: <c>"0"</c> the type, <c>"header"</c> in hexadecimal, fields by
/// number, elements within as nested objects or by path (<c>"55.9F02"</c>). What is wrong is said in one line without any
/// value, for those may be card data.
/// </summary>
internal sealed class MessageBuilder
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    private readonly MessageFormat format;
    private readonly ArrayBufferWriter<byte> output = new();
    private readonly MessageWriter writer;
    private readonly SortedDictionary<int, byte[]> fields = [];
    private byte[]? header;
    private string? type;

    internal MessageBuilder(MessageFormat format)
    {
        this.format = format;
        writer = new MessageWriter(format, output);
    }

    /// <summary>The message of an object; what is wrong with it when it has none.</summary>
    internal bool TryBuild(ReadOnlyMemory<byte> json, out ReadOnlyMemory<byte> message, [NotNullWhen(false)] out string? error)
    {
        message = default;
        fields.Clear();
        (header, type) = (null, null);
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Options);
            error = Take(document.RootElement) ?? Write();
        }
        catch (JsonException wrong)
        {
            error = $"expected a JSON object as decode --json prints it: {PlaceOf(wrong)}";
        }
        if (error is null) message = output.WrittenMemory;
        return error is null;
    }

    // The parser's own message quotes what it found.
    private static string PlaceOf(JsonException wrong) =>
        FormattableString.Invariant($"no sound JSON, or a key twice, at character {wrong.BytePositionInLine + 1 ?? 1}");

    private string? Take(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) return "expected a JSON object as decode --json prints it";
        foreach (JsonProperty property in root.EnumerateObject())
        {
            string? error = property.Name switch
            {
                "header" => TakeHeader(property.Value),
                "0" => TakeType(property.Value),
                "error" => "this is what decode prints for a message that it cannot read",
                _ => TakeElement(property.Name, property.Value),
            };
            if (error is not null) return error;
        }
        return type is null ? "field 0, the message type, is missing: expected \"0\":\"0200\" or the like" : null;
    }

    private string? TakeHeader(JsonElement value)
    {
        if (format.Header.Kind == HeaderKind.None) return $"header: {format.Name} has none";
        if (value.ValueKind != JsonValueKind.String || !PlainText.TryRead(null, value.GetString()!, out header))
        {
            return "header: expected its bytes in hexadecimal";
        }
        return null;
    }

    private string? TakeType(JsonElement value)
    {
        type = value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        return type.Length == 4 && type.All(char.IsAsciiDigit)
            ? null
            : "field 0, the message type: expected four digits in quotes, as in \"0200\"";
    }

    private string? TakeElement(string path, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty property in value.EnumerateObject())
            {
                if (TakeElement($"{path}.{property.Name}", property.Value) is { } error) return error;
            }
            return null;
        }
        if (!FieldPath.TryParse(path, out FieldPath? place))
        {
            return $"{KeyText(path)} is neither \"header\" nor a field's number, with keys of elements within as in \"55.9F02\"";
        }
        if (place.Field == Field.SecondaryBitmap) return "field 1: the bitmaps are made of the fields; leave it out";
        if (value.ValueKind != JsonValueKind.String) return $"field {place}: expected a value in quotes";
        return Set(place, value.GetString()!);
    }

    private string? Set(FieldPath path, string text)
    {
        FieldSpec? spec = format[path];
        if (MaskedValue.IsOne(spec, text)) return $"{Name(path, spec)}: the value is masked; decode with --unmasked";
        WriteError error;
        if (path.Steps.IsEmpty)
        {
            if (spec is null) return $"field {path}: {format.Name} does not define it";
            bool read = PlainText.TryRead(spec, text, out byte[]? plain);
            if (read) fields[path.Field] = plain!;
            error = read ? WriteError.None : WriteError.BadContent;
        }
        else
        {
            var elements = new FieldElements(format, path.Field, fields.GetValueOrDefault(path.Field, []));
            error = elements.Set(path, text);
            fields[path.Field] = elements.Value;
        }
        return error == WriteError.None ? null : Explain(path, spec, error);
    }

    private string? Write()
    {
        output.ResetWrittenCount();
        writer.Begin(MessageType.Of(int.Parse(type!, System.Globalization.CultureInfo.InvariantCulture)));
        foreach (var (field, plain) in fields)
        {
            WriteStatus status = writer.Set(field, plain);
            if (!status.IsOk) return Explain(FieldPath.Parse($"{field}"), format[field], status.Error);
        }
        WriteStatus end = writer.End(out _);
        if (!end.IsOk) return end.Describe(format);
        return header is null ? null : ReplaceHeader(header);
    }

    private string? ReplaceHeader(byte[] header)
    {
        byte[] message = [.. header, .. output.WrittenSpan[format.Header.Length..]];
        if (format.Header.Measure(message) != header.Length) return $"header: expected {format.Header}";
        output.ResetWrittenCount();
        output.Write(message);
        return null;
    }

    // A terminal must not be steered by what a file holds.
    private static string KeyText(string key) =>
        key.Length <= 40 && key.All(c => c is >= ' ' and <= '~') ? $"'{key}'" : "a key";

    private static string Name(FieldPath path, FieldSpec? spec) =>
        spec is null ? $"field {path}" : $"field {path}, {spec.Name} ({spec.Attribute})";

    private string Explain(FieldPath path, FieldSpec? spec, WriteError error) => $"{Name(path, spec)}: " + error switch
    {
        WriteError.TooLong => "the value is longer than that",
        WriteError.TooShort => "the value is shorter than that",
        WriteError.UnknownField => $"{format.Name} does not define it",
        WriteError.BadContent when PlainText.IsHexadecimal(spec) => "expected bytes in hexadecimal",
        WriteError.BadContent => "a character that the content class excludes",
        _ => "the message is longer than 65535 bytes",
    };
}
