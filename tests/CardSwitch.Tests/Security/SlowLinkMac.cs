using CardSwitch.Iso8583;
using CardSwitch.Security;

namespace CardSwitch.Tests.Security;

/// <summary>MACs put on and taken off by way of whole messages: the slow twin of <see cref="LinkMac"/>, for peers in tests.</summary>
internal static class SlowLinkMac
{
    internal static readonly HmacCrypto Crypto = new();

    internal static LinkMacOptions Options(long verify, long generate) =>
        new() { VerifyKey = new KeyHandle(verify), GenerateKey = new KeyHandle(generate) };

    /// <summary>The message with a MAC in place of any that it has.</summary>
    internal static byte[] Seal(MessageFormat format, byte[] message, long key, int length = 8, int[]? covered = null)
    {
        byte[] bare = Without(format, message);
        FieldIndex index = IndexOf(format, bare);
        int field = index.Has(1) ? Field.Mac2 : Field.Mac;
        int units = format[field]!.Length.Max;
        byte[] marked = With(format, bare, field, new byte[units]);
        index = IndexOf(format, marked);
        int wire = new MessageView(marked, index)[field].Length;
        byte[] data = covered is null ? marked[index[Field.Mti].Value..^wire] : Covered(marked, index, covered);
        byte[] mac = new byte[units];
        Crypto.GenerateMac(new KeyHandle(key), MacAlgorithm.AesCmac, data, mac.AsSpan(0, Math.Min(length, units)));
        return With(format, bare, field, mac);
    }

    /// <summary>The message without DE 64 and 128.</summary>
    internal static byte[] Without(MessageFormat format, byte[] message)
    {
        var patch = new MessagePatch(format);
        patch.Remove(Field.Mac);
        patch.Remove(Field.Mac2);
        return Write(format, message, patch);
    }

    /// <summary>The message with a field set.</summary>
    internal static byte[] With(MessageFormat format, byte[] message, int field, byte[] plain)
    {
        var patch = new MessagePatch(format);
        Assert.True(patch.Set(field, plain).IsOk);
        return Write(format, message, patch);
    }

    internal static bool IsSealed(MessageFormat format, byte[] message, long key) =>
        Seal(format, message, key).AsSpan().SequenceEqual(message);

    internal static FieldIndex IndexOf(MessageFormat format, byte[] message)
    {
        var index = new FieldIndex();
        Assert.True(new MessageParser(format).Parse(message, index).IsOk);
        return index;
    }

    private static byte[] Covered(byte[] message, FieldIndex index, int[] fields) =>
    [
        .. Whole(message, index[Field.Mti]),
        .. fields.Order().Where(index.Has).SelectMany(field => Whole(message, index[field])),
    ];

    private static byte[] Whole(byte[] message, FieldSlot slot) => message[slot.Start..slot.End];

    private static byte[] Write(MessageFormat format, byte[] message, MessagePatch patch)
    {
        byte[] written = new byte[message.Length + 256];
        Assert.True(patch.TryWrite(new MessageView(message, IndexOf(format, message)), written, out int length));
        return written[..length];
    }
}
