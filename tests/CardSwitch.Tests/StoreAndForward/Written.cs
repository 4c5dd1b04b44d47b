using System.Text;
using CardSwitch.Iso8583;
using CardSwitch.StoreAndForward;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.StoreAndForward;

/// <summary>Messages as the writers make them of others, and sources for them.</summary>
internal static class Written
{
    public static readonly Encoding Cp1047 = CodePagesEncodingProvider.Instance.GetEncoding(1047)!;

    public static byte[] Reversal(MessageFormat format, byte[] source, ReversalTerms terms)
    {
        var destination = new byte[2048];
        Assert.True(new AdviceWriter().TryWriteReversal(View(format, source), in terms, destination, out int written));
        return destination[..written];
    }

    public static byte[] Advice(MessageFormat format, byte[] source, AdviceTerms terms)
    {
        var destination = new byte[2048];
        Assert.True(new AdviceWriter().TryWriteAdvice(View(format, source), in terms, destination, out int written));
        return destination[..written];
    }

    public static MessageView View(MessageFormat format, byte[] frame)
    {
        var index = new FieldIndex();
        ParseStatus status = new MessageParser(format).Parse(frame, index);
        Assert.True(status.IsOk, status.ToString());
        return new MessageView(frame, index);
    }

    /// <summary>A message of plain texts, of binary fields in hexadecimal.</summary>
    public static byte[] Message(MessageFormat format, int type, params (int Field, string Text)[] values)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        var writer = new MessageWriter(format, buffer);
        writer.Begin(MessageType.Of(type));
        foreach (var (field, text) in values) writer.SetText(field, text);
        WriteStatus status = writer.End(out _);
        Assert.True(status.IsOk, status.ToString());
        return buffer.WrittenSpan.ToArray();
    }

    public static byte[] Hex(string text) => Convert.FromHexString(text.Replace(" ", "", StringComparison.Ordinal));

    /// <summary>Type and fields in ASCII, the bitmap in hexadecimal.</summary>
    public static byte[] Ascii(string type, string bitmap, params string[] fields) =>
        [.. Encoding.ASCII.GetBytes(type), .. Hex(bitmap), .. Encoding.ASCII.GetBytes(string.Concat(fields))];

    public static byte[] Ebcdic(string type, string bitmap, params string[] fields) =>
        [.. Cp1047.GetBytes(type), .. Hex(bitmap), .. Cp1047.GetBytes(string.Concat(fields))];

    /// <summary>The chip purchase of <see cref="ReferenceMessages"/> in another format.</summary>
    public static byte[] Purchase(MessageFormat format, params (int Field, string Text)[] more)
    {
        var values = ReferenceMessages.Values.Where(value => more.All(other => other.Field != value.Field)).Concat(more);
        return Message(format, 0200, [.. values.Where(value => value.Text.Length > 0)]);
    }
}
