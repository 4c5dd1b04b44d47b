using System.Security.Cryptography;
using CardSwitch.Security;

namespace CardSwitch.Tests.Security;

/// <summary>CMAC and ISO 9797-1 by NIST SP 800-38B, RFC 4493, Wycheproof, ISO 9797-1 annex B, FIPS 113, and over R1 and R2.</summary>
public sealed class MacVectorTests
{
    public static TheoryData<string> Macs => CryptoVectors.Ids("mac", "cmac", "iso9797");

    public static TheoryData<string> Subkeys => CryptoVectors.Ids("mac", "cmac.subkeys");

    public static TheoryData<string> Checks => CryptoVectors.Ids("mac", "mac.verify");

    public static TheoryData<string> Paddings => CryptoVectors.Ids("mac", "iso9797.pad");

    public static TheoryData<string> Frames => CryptoVectors.Ids("frames", "cmac", "iso9797");

    public static TheoryData<string> FrameChecks => CryptoVectors.Ids("frames", "mac.verify");

    public static TheoryData<string> Embedded => CryptoVectors.Ids("frames", "iso8583.embedMac");

    public static TheoryData<string> Cryptograms => CryptoVectors.Ids("emv");

    [Theory]
    [MemberData(nameof(Macs))]
    public void A_MAC_is_the_one_of_the_vector(string id) => Agree(CryptoVectors.Get("mac", id));

    [Theory]
    [MemberData(nameof(Frames))]
    public void A_MAC_over_a_frame_is_the_one_of_the_vector(string id) => Agree(CryptoVectors.Get("frames", id));

    [Theory]
    [MemberData(nameof(Checks))]
    public void A_changed_MAC_is_wrong(string id) => Check(CryptoVectors.Get("mac", id));

    [Theory]
    [MemberData(nameof(FrameChecks))]
    public void A_changed_frame_has_another_MAC(string id) => Check(CryptoVectors.Get("frames", id));

    [Theory]
    [MemberData(nameof(Subkeys))]
    public void Subkeys_are_those_of_the_vector(string id)
    {
        CryptoVector vector = CryptoVectors.Get("mac", id);
        Span<byte> memory = stackalloc byte[BlockCipher.MemoryLength];
        BlockCipher cipher = BlockCipher.Expand(MacOf.Algorithm(vector.Text("cipher")), vector.Bytes("key"), memory);
        byte[] subkeys = new byte[2 * cipher.BlockLength];
        Cmac.MakeSubkeys(cipher, subkeys);
        Assert.Equal((byte[])[.. vector.Result("k1"), .. vector.Result("k2")], subkeys);
    }

    [Theory]
    [MemberData(nameof(Paddings))]
    public void Padding_fills_as_the_vector_says(string id)
    {
        CryptoVector vector = CryptoVectors.Get("mac", id);
        byte[] key = Convert.FromHexString("0123456789ABCDEF");
        byte[] padded = vector.Result("padded");
        byte[] expected = MacOf.Iso(1, MacPadding.Method1, key, padded, 8);
        Assert.Equal(expected, MacOf.Iso(1, (MacPadding)vector.Number("padding"), key, vector.Bytes("data"), 8));
    }

    [Theory]
    [MemberData(nameof(Embedded))]
    public void A_MAC_stands_in_a_frame_as_the_vector_says(string id)
    {
        CryptoVector vector = CryptoVectors.Get("frames", id);
        byte[] input = vector.Result("macInput");
        byte[] mac = MacOf.Parameters(vector.In.GetProperty("mac"), input);
        Assert.Equal(vector.Result("message"), (byte[])[.. input, .. mac, .. new byte[8 - mac.Length]]);
    }

    [Theory]
    [MemberData(nameof(Cryptograms))]
    public void An_ARQC_is_the_algorithm_3_MAC_of_the_vector(string id)
    {
        CryptoVector vector = CryptoVectors.Get("emv", id);
        byte[] arqc = MacOf.Iso(3, (MacPadding)vector.Number("padding"), vector.Result("sessionKey"), vector.Bytes("data"), 8);
        Assert.Equal(vector.Result("arqc"), arqc);
    }

    private static void Agree(CryptoVector vector) =>
        Assert.Equal(vector.Result("mac"), MacOf.Parameters(vector.In, CryptoVectors.Message(vector)));

    private static void Check(CryptoVector vector)
    {
        byte[] message = CryptoVectors.Message(vector);
        if (vector.Has("xor"))
        {
            var change = vector.In.GetProperty("xor");
            message[change.GetProperty("offset").GetInt32()] ^= CryptoVector.Hex(change, "value")[0];
        }
        byte[] mac = MacOf.Parameters(vector.In, message);
        Assert.Equal(vector.ResultFlag("valid"), CryptographicOperations.FixedTimeEquals(mac, vector.Bytes("mac")));
    }
}
