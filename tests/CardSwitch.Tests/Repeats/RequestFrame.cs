using System.Text;
using CardSwitch.Iso8583;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Repeats;

/// <summary>The reference purchase with some fields changed, in any format.</summary>
internal sealed class RequestFrame
{
    private readonly byte[] frame;
    private readonly FieldIndex index = new();

    /// <param name="changes">Plain values by field; null takes the field away.</param>
    internal RequestFrame(MessageFormat format, string type, params (int Field, string? Text)[] changes)
    {
        var values = new SortedDictionary<int, byte[]>();
        foreach (var (field, text) in ReferenceMessages.Values) values[field] = Plain(format, field, text);
        foreach (var (field, text) in changes)
        {
            if (text is null) values.Remove(field);
            else values[field] = Plain(format, field, text);
        }
        frame = SlowWriter.Write(format, new SlowMessage(type, values));
        ParseStatus status = new MessageParser(format).Parse(frame, index);
        Assert.True(status.IsOk, $"{format}: {status}");
    }

    internal MessageView View => new(frame, index);

    private static byte[] Plain(MessageFormat format, int field, string text) =>
        format[field]!.Content == ContentClass.Binary ? Convert.FromHexString(text) : Encoding.Latin1.GetBytes(text);
}
