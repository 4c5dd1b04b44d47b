using System.Runtime.CompilerServices;
using System.Text;
using CardSwitch.Iso8583;
using CardSwitch.Station.Commands;

namespace CardSwitch.Station.Decoding;

/// <summary>Finds the messages in what a person hands over: hexadecimal text, files, standard input.</summary>
internal sealed class MessageSource(Stream standardInput, MessageFormat format, bool isRaw)
{
    // Enough of a file to tell text from bytes; beyond the longest message.
    private const int HeadBytes = 1 << 17;

    internal async IAsyncEnumerable<EncodedMessage> ReadAsync(
        string[] inputs, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (string input in inputs.Length == 0 ? ["-"] : inputs)
        {
            if (input == "-")
            {
                await foreach (EncodedMessage message in ReadStreamAsync("stdin", standardInput, cancellation))
                {
                    yield return message;
                }
            }
            else if (File.Exists(input))
            {
                await using FileStream file = InputFile.Open(input);
                await foreach (EncodedMessage message in ReadStreamAsync(input, file, cancellation))
                {
                    yield return message;
                }
            }
            else
            {
                yield return FromArgument(input);
            }
        }
    }

    private static EncodedMessage FromArgument(string input)
    {
        (byte[] bytes, int wrong) = HexText.Read(Encoding.UTF8.GetBytes(input));
        // Something with no more than a wrong end was meant as a message, anything else as a file's name.
        if (bytes.Length < 2 && wrong != 0)
        {
            throw new UsageException($"'{input}' is neither a file nor hexadecimal text; give one of them, or '-'.");
        }
        return new EncodedMessage("argument", bytes, wrong);
    }

    private async IAsyncEnumerable<EncodedMessage> ReadStreamAsync(
        string name, Stream stream, [EnumeratorCancellation] CancellationToken cancellation)
    {
        byte[] head = new byte[HeadBytes];
        int count = await stream.ReadAtLeastAsync(head, HeadBytes, throwOnEndOfStream: false, cancellation);
        if (IsOneMessage(head.AsSpan(0, count)))
        {
            // What is longer than the head is longer than any message, and the parser will say so.
            yield return new EncodedMessage(name, head.AsMemory(0, count));
            yield break;
        }

        int number = 0;
        var lines = new LineReader(stream, head, count);
        while (await lines.ReadAsync(cancellation))
        {
            number++;
            ReadOnlySpan<byte> line = lines.Line.Span;
            if (number == 1 && line.StartsWith("\uFEFF"u8)) line = line[3..];
            if (HexText.IsComment(line) || HexText.IsBlankLine(line)) continue;
            (byte[] bytes, int wrong) = HexText.Read(line);
            yield return new EncodedMessage($"{name}:{number}", bytes, wrong);
        }
    }

    private bool IsOneMessage(ReadOnlySpan<byte> head)
    {
        if (isRaw) return true;
        if (head.StartsWith("\uFEFF"u8)) head = head[3..];
        if (!HexText.IsText(head)) return true;
        // Only where the bitmap is text can a message be text as a whole.
        return format.BitmapEncoding == FieldEncoding.HexAscii && !HexText.BeginsWithHex(head);
    }
}
