using System.Runtime.CompilerServices;
using CardSwitch.Station.Commands;
using CardSwitch.Station.Decoding;

namespace CardSwitch.Station.Building;

/// <summary>Finds the lines of JSON in what a person hands over: the text itself, files, standard input.</summary>
internal sealed class JsonLineSource(Stream standardInput)
{
    internal async IAsyncEnumerable<JsonLine> ReadAsync(string[] inputs, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (string input in inputs.Length == 0 ? ["-"] : inputs)
        {
            // Nothing with quotes is taken for a file, whose name an error would show.
            if (input.TrimStart().StartsWith('{') || input.Contains('"', StringComparison.Ordinal))
            {
                yield return new JsonLine("argument", System.Text.Encoding.UTF8.GetBytes(input));
                continue;
            }
            await using Stream? file = input == "-" ? null : InputFile.Open(input);
            var lines = new LineReader(file ?? standardInput, new byte[1 << 16], 0);
            for (int number = 1; await lines.ReadAsync(cancellation); number++)
            {
                ReadOnlyMemory<byte> line = lines.Line;
                if (number == 1 && line.Span.StartsWith("\uFEFF"u8)) line = line[3..];
                if (HexText.IsBlankLine(line.Span)) continue;
                yield return new JsonLine($"{(file is null ? "stdin" : input)}:{number}", line);
            }
        }
    }
}
