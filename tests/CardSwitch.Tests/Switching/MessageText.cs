using System.Text;
using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Switching;

/// <summary>
/// Messages as a line of text: the type, then field=value. Names stand for the usual fields, deN for any other; a field
/// set to - is left out. header=HEX stands for the header before the type; original=000001 for DE 90 of the request with
/// that trace number, sent at 1122053012 (0100/000001 where that was no 0200); partial=N for DE 95 with what remains.
/// </summary>
internal static class MessageText
{
    private static readonly Dictionary<string, int> Names = new()
    {
        ["pan"] = Field.Pan,
        ["proc"] = Field.ProcessingCode,
        ["amount"] = Field.Amount,
        ["time"] = Field.TransmissionDateTime,
        ["stan"] = Field.Stan,
        ["mcc"] = Field.MerchantType,
        ["track2"] = Field.Track2,
        ["rrn"] = Field.Rrn,
        ["auth"] = Field.ApprovalCode,
        ["code"] = Field.ResponseCode,
        ["tid"] = Field.TerminalId,
        ["cur"] = Field.Currency,
        ["day"] = Field.SettlementDate,
        ["acq"] = Field.AcquirerId,
        ["fwd"] = Field.ForwarderId,
        ["mid"] = Field.MerchantId,
        ["net"] = Field.NetworkManagementCode,
        ["pin"] = Field.PinData,
    };

    /// <summary>A message with only what the words say.</summary>
    internal static byte[] Write(MessageFormat format, int type, IEnumerable<string> words)
    {
        var bare = new System.Buffers.ArrayBufferWriter<byte>();
        var writer = new MessageWriter(format, bare);
        writer.Begin(MessageType.Of(type));
        Assert.True(writer.End(out _).IsOk);
        return Change(format, bare.WrittenSpan.ToArray(), null, words);
    }

    /// <summary>A message like another, with another type and with the fields that the words say.</summary>
    internal static byte[] Change(MessageFormat format, byte[] message, MessageType? type, IEnumerable<string> words)
    {
        var index = new FieldIndex();
        Assert.True(new MessageParser(format).Parse(message, index).IsOk);
        message = [.. message];
        var patch = new MessagePatch(format);
        if (type is { } other) patch.SetType(other);
        foreach (string word in words)
        {
            if (HeaderOf(word) is { } header)
            {
                header.CopyTo(message, 0);
                continue;
            }
            var (field, value) = Split(word);
            if (value == "-") patch.Remove(field);
            else Assert.True(patch.Set(field, Encoding.Latin1.GetBytes(value)).IsOk, word);
        }
        byte[] result = new byte[8192];
        Assert.True(patch.TryWrite(new MessageView(message, index), result, out int length));
        return result[..length];
    }

    /// <summary>What of the expectation the message does not meet, or null.</summary>
    internal static string? Mismatch(MessageFormat format, byte[] message, int type, IEnumerable<string> words)
    {
        var index = new FieldIndex();
        ParseStatus status = new MessageParser(format).Parse(message, index);
        if (!status.IsOk) return status.Describe(format);
        var view = new MessageView(message, index);
        if (view.Type != MessageType.Of(type)) return $"type {view.Type}";
        foreach (string word in words)
        {
            if (HeaderOf(word) is { } header)
            {
                string sent = Convert.ToHexString(message, 0, header.Length);
                if (!header.AsSpan().SequenceEqual(message.AsSpan(0, header.Length))) return $"{word}: found {sent}";
                continue;
            }
            var (field, value) = Split(word);
            string found = view.GetText(field) ?? "-";
            if (found != value) return $"{word}: found {found}";
        }
        return null;
    }

    private static byte[]? HeaderOf(string word) =>
        word.StartsWith("header=", StringComparison.Ordinal) ? Convert.FromHexString(word[7..]) : null;

    private static (int Field, string Value) Split(string word)
    {
        string[] parts = word.Split('=', 2);
        if (parts[0] == "original") return (Field.OriginalDataElements, Original(parts[1]));
        if (parts[0] == "partial") return (Field.ReplacementAmounts, $"{parts[1]}000000000000C00000000C00000000");
        int field = Names.TryGetValue(parts[0], out int number) ? number : int.Parse(parts[0][2..]);
        return (field, parts[1]);
    }

    private static string Original(string text)
    {
        string type = text.Contains('/') ? text[..4] : "0200", stan = text[(text.IndexOf('/') + 1)..];
        return $"{type}{stan}1122053012{new string('0', 22)}";
    }
}
