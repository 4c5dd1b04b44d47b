using System.Buffers;
using CardSwitch.Iso8583;

namespace CardSwitch.Simulation.Models;

/// <summary>A message of a shop with all its fields, to be copied and filled in where they stand.</summary>
internal sealed class Template
{
    internal Template(MessageFormat format, int type, params (int Field, string Text)[] values)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        var writer = new MessageWriter(format, bytes);
        writer.Begin(MessageType.Of(type));
        foreach ((int field, string text) in values) writer.SetText(field, text);
        WriteStatus status = writer.End(out _);
        if (!status.IsOk) throw new InvalidOperationException($"{type:D4} in {format}: {status.Describe(format)}");
        Frame = bytes.WrittenSpan.ToArray();
        ParseStatus parsed = new MessageParser(format).Parse(Frame, Index);
        if (!parsed.IsOk) throw new InvalidOperationException(parsed.Describe(format));
    }

    internal byte[] Frame { get; }

    internal FieldIndex Index { get; } = new();
}
