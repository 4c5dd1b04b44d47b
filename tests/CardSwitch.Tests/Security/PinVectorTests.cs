using System.Text;
using System.Text.Json;
using CardSwitch.Security;

namespace CardSwitch.Tests.Security;

/// <summary>PIN blocks of ISO 9564-1 and their translation. Format 2, for chip cards off line, is refused everywhere.</summary>
public sealed class PinVectorTests
{
    public static TheoryData<string> Encodings => CryptoVectors.Ids("pin-blocks", "pin.encode");

    public static TheoryData<string> Decodings => CryptoVectors.Ids("pin-blocks", "pin.decode");

    public static TheoryData<string> Enciphered => CryptoVectors.Ids("pin-blocks", "pin.encipher");

    public static TheoryData<string> Deciphered => CryptoVectors.Ids("pin-blocks", "pin.decipher");

    public static TheoryData<string> Translations => CryptoVectors.Ids("pin-blocks", "pin.translate");

    [Theory]
    [MemberData(nameof(Encodings))]
    public void A_clear_block_is_the_one_of_the_vector(string id)
    {
        CryptoVector vector = CryptoVectors.Get("pin-blocks", id);
        var format = (PinBlockFormat)vector.Number("format");
        byte[] pan = Pan(vector.In);
        byte[] block = new byte[PinField.Length(format)];
        bool done = PinField.TryEncode(format, Pin(vector.Text("pin")), pan, Fill(vector.In), block);
        Assert.Equal(!vector.IsRefused && format != (PinBlockFormat)2, done);
        if (!done) return;
        Assert.Equal(vector.Result(format == PinBlockFormat.Format4 ? "pinField" : "block"), block);
        if (format != PinBlockFormat.Format4) return;
        PinField.WritePanField(pan, block);
        Assert.Equal(vector.Result("panField"), block);
    }

    [Theory]
    [MemberData(nameof(Decodings))]
    public void A_clear_block_gives_the_PIN_of_the_vector(string id)
    {
        CryptoVector vector = CryptoVectors.Get("pin-blocks", id);
        var format = (PinBlockFormat)vector.Number("format");
        AssertDecoded(vector, format, vector.Bytes("block"));
    }

    [Theory]
    [MemberData(nameof(Enciphered))]
    public void An_enciphered_block_is_the_one_of_the_vector(string id)
    {
        CryptoVector vector = CryptoVectors.Get("pin-blocks", id);
        var format = (PinBlockFormat)vector.Number("format");
        Span<byte> memory = stackalloc byte[BlockCipher.MemoryLength];
        BlockCipher cipher = Cipher(vector.In, memory);
        byte[] block = new byte[PinField.Length(format)];
        Assert.True(PinField.TryEncode(format, Pin(vector.Text("pin")), Pan(vector.In), Fill(vector.In), block));
        PinCipher.Encipher(cipher, format, Pan(vector.In), block);
        Assert.Equal(vector.Result("block"), block);
    }

    [Theory]
    [MemberData(nameof(Deciphered))]
    public void A_deciphered_block_gives_the_PIN_of_the_vector(string id)
    {
        CryptoVector vector = CryptoVectors.Get("pin-blocks", id);
        var format = (PinBlockFormat)vector.Number("format");
        Span<byte> memory = stackalloc byte[BlockCipher.MemoryLength];
        byte[] block = vector.Bytes("block");
        PinCipher.Decipher(Cipher(vector.In, memory), format, Pan(vector.In), block);
        AssertDecoded(vector, format, block);
    }

    [Theory]
    [MemberData(nameof(Translations))]
    public void A_translation_is_the_one_of_the_vector(string id)
    {
        CryptoVector vector = CryptoVectors.Get("pin-blocks", id);
        JsonElement from = vector.In.GetProperty("from");
        JsonElement to = vector.In.GetProperty("to");
        var source = (PinBlockFormat)from.GetProperty("format").GetInt32();
        var target = (PinBlockFormat)to.GetProperty("format").GetInt32();
        bool panChanges = vector.IsRefused && vector.ResultText("error") == "panChange";
        Assert.Equal(!vector.IsRefused || panChanges, PinTranslation.IsAllowed(source, target));
        if (vector.IsRefused && !panChanges) return;

        // There is one card number in the interface: a block that came with another is read with the one asked for.
        Span<byte> memory = stackalloc byte[BlockCipher.MemoryLength];
        byte[] pan = Pan(to);
        byte[] block = CryptoVector.Hex(from, "block");
        byte[] pin = new byte[PinField.LongestPin];
        PinCipher.Decipher(Cipher(from, memory), source, pan, block);
        bool read = PinField.TryDecode(source, block, pan, pin, out int length);
        Assert.Equal(!panChanges, read);
        if (!read) return;
        Assert.Equal(vector.ResultText("pin"), Digits(pin, length));
        byte[] result = new byte[PinField.Length(target)];
        Assert.True(PinField.TryEncode(target, pin.AsSpan(0, length), pan, Fill(to), result));
        PinCipher.Encipher(Cipher(to, memory), target, pan, result);
        Assert.Equal(vector.Result("block"), result);
    }

    private static void AssertDecoded(CryptoVector vector, PinBlockFormat format, byte[] block)
    {
        byte[] pin = new byte[PinField.LongestPin];
        bool read = PinField.TryDecode(format, block, Pan(vector.In), pin, out int length);
        Assert.Equal(!vector.IsRefused && format != (PinBlockFormat)2, read);
        if (read) Assert.Equal(vector.ResultText("pin"), Digits(pin, length));
        else Assert.Equal(0, length);
    }

    private static string Digits(byte[] pin, int length) => string.Concat(pin.Take(length));

    private static byte[] Pin(string text) => [.. text.Select(c => (byte)Convert.ToInt32($"{c}", 16))];

    private static byte[] Pan(JsonElement from) =>
        from.TryGetProperty("pan", out JsonElement pan) ? Encoding.ASCII.GetBytes(pan.GetString()!) : [];

    private static byte[] Fill(JsonElement from) =>
        from.TryGetProperty("fill", out JsonElement fill) ? Pin(fill.GetString()!) : [];

    private static BlockCipher Cipher(JsonElement from, Span<byte> memory)
    {
        byte[] key = CryptoVector.Hex(from, "key");
        return BlockCipher.Expand(MacOf.Algorithm(from.GetProperty("cipher").GetString()!, key.Length), key, memory);
    }
}
