using System.Text;
using CardSwitch.Station.Commands;
using CardSwitch.Station.Decoding;

namespace CardSwitch.Station.Guessing;

/// <summary>Finds the captured bytes in what a person hands over: hexadecimal text, files of it, of bytes, or of packets.</summary>
internal sealed class CaptureSource(Stream standardInput, bool isRaw)
{
    /// <exception cref="UsageException">A file cannot be read, or the text is not hexadecimal.</exception>
    internal async Task<List<CapturedBytes>> ReadAsync(string[] inputs, CancellationToken cancellation)
    {
        List<CapturedBytes> captured = [];
        foreach (string input in inputs.Length == 0 ? ["-"] : inputs)
        {
            if (input != "-" && !File.Exists(input))
            {
                captured.Add(FromArgument(input));
                continue;
            }
            await using Stream? file = input == "-" ? null : InputFile.Open(input);
            using var bytes = new MemoryStream();
            await CopyAsync(file ?? standardInput, bytes, cancellation);
            captured.AddRange(Split(input == "-" ? "stdin" : input, bytes.GetBuffer().AsMemory(0, (int)bytes.Length)));
        }
        captured.RemoveAll(part => part.Bytes.IsEmpty);
        return captured;
    }

    private static async Task CopyAsync(Stream from, MemoryStream to, CancellationToken cancellation)
    {
        byte[] buffer = new byte[1 << 16];
        for (int read; (read = await from.ReadAsync(buffer, cancellation)) > 0;)
        {
            to.Write(buffer, 0, read);
            if (to.Length > PcapReader.MaxBytes) throw new UsageException($"The input is longer than {PcapReader.MaxBytes >> 20} MiB.");
        }
    }

    private static CapturedBytes FromArgument(string input)
    {
        (byte[] bytes, int wrong) = HexText.Read(Encoding.UTF8.GetBytes(input));
        if (wrong == 0) return new CapturedBytes("argument", bytes);
        throw new UsageException(bytes.Length < 2
            ? $"'{input}' is neither a file nor hexadecimal text; give one of them, or '-'."
            : $"argument: character {wrong} is not hexadecimal or has no second digit");
    }

    private List<CapturedBytes> Split(string name, ReadOnlyMemory<byte> bytes)
    {
        if (isRaw) return [new CapturedBytes(name, bytes)];
        if (PcapReader.IsCapture(bytes.Span)) return Stretches(name, bytes);
        return HexText.IsText(bytes.Span) && HexText.BeginsWithHex(bytes.Span) ? Lines(name, bytes) : [new CapturedBytes(name, bytes)];
    }

    private static List<CapturedBytes> Stretches(string name, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return
            [
                .. PcapReader.Read(bytes)
                    .Select(stretch => new CapturedBytes($"{name}, {stretch.From} to {stretch.To}", stretch.Bytes)),
            ];
        }
        catch (FormatException wrong)
        {
            throw new UsageException($"{name}: {wrong.Message}");
        }
    }

    private static List<CapturedBytes> Lines(string name, ReadOnlyMemory<byte> text)
    {
        List<CapturedBytes> lines = [];
        int number = 0;
        foreach (Range range in text.Span.Split((byte)'\n'))
        {
            number++;
            ReadOnlySpan<byte> line = text.Span[range];
            if (HexText.IsComment(line) || HexText.IsBlankLine(line)) continue;
            (byte[] bytes, int wrong) = HexText.Read(line);
            if (wrong != 0)
            {
                throw new UsageException(
                    $"{name}:{number}: character {wrong} is not hexadecimal or has no second digit; --raw takes the file as bytes.");
            }
            lines.Add(new CapturedBytes($"{name}:{number}", bytes));
        }
        return lines;
    }
}
