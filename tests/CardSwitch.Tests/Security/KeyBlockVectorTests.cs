using CardSwitch.Security;

namespace CardSwitch.Tests.Security;

/// <summary>Key blocks of TR-31:2018 and X9.143:2021. Versions A and C are refused by policy, whatever the vector says.</summary>
public sealed class KeyBlockVectorTests
{
    private const string Vectors = "key-blocks";

    public static TheoryData<string> Opened => CryptoVectors.Ids(Vectors, "tr31.unwrap");

    public static TheoryData<string> Sealed => CryptoVectors.Ids(Vectors, "tr31.wrap");

    public static TheoryData<string> Policies => CryptoVectors.Ids(Vectors, "tr31.policy");

    public static TheoryData<string> CheckValues => CryptoVectors.Ids("check-values");

    [Theory]
    [MemberData(nameof(Opened))]
    public void A_block_opens_to_the_key_of_the_vector(string id)
    {
        CryptoVector vector = CryptoVectors.Get(Vectors, id);
        string block = vector.Text("block");
        KeyBlockFault fault = KeyBlock.Open(vector.Bytes("kbpk"), block, out OpenedKey? opened);
        bool legacy = block[0] is 'A' or 'C';
        if (legacy) Assert.Equal(KeyBlockFault.Version, fault);
        Assert.Equal(vector.IsRefused || legacy, opened is null);
        Assert.Equal(opened is null, fault != KeyBlockFault.None);
        if (opened is null) return;
        Assert.Equal(vector.Result("payload"), opened.Payload);
        Assert.Equal(vector.Result("key"), opened.Key.ToArray());
        Assert.Equal(KeyBlockFault.None, KeyBlockHeader.Read(block, out KeyBlockHeader header));
        var expected = vector.Out.GetProperty("header");
        Assert.Equal(expected.GetProperty("usage").GetString(), header.Usage.ToString());
        Assert.Equal(expected.GetProperty("algorithm").GetString(), $"{header.Algorithm}");
        Assert.Equal(expected.GetProperty("mode").GetString(), $"{header.Mode}");
        AssertDerived(vector, header, KeyBlockKeys.Encryption, "kbek");
        AssertDerived(vector, header, KeyBlockKeys.Authentication, "kbak");
        opened.Dispose();
        Assert.True(opened.Payload.AsSpan().IndexOfAnyExcept((byte)0) < 0);
    }

    [Theory]
    [MemberData(nameof(Sealed))]
    public void A_sealed_block_is_the_one_of_the_vector(string id)
    {
        CryptoVector vector = CryptoVectors.Get(Vectors, id);
        string header = vector.Text("header");
        string Seal() => KeyBlock.Seal(vector.Bytes("kbpk"), header, vector.Bytes("key"), vector.Bytes("padding"));
        if (header[0] is 'A' or 'C') Assert.Throws<ArgumentException>(Seal);
        else Assert.Equal(vector.ResultText("block"), Seal());
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void A_key_may_be_used_as_the_vector_says(string id)
    {
        CryptoVector vector = CryptoVectors.Get(Vectors, id);
        string block = vector.Text("block");
        Assert.Equal(KeyBlockFault.None, KeyBlock.Open(vector.Bytes("kbpk"), block, out OpenedKey? opened));
        Assert.Equal(KeyBlockFault.None, KeyBlockHeader.Read(block, out KeyBlockHeader header));
        KeyUsage usage = KeyPolicy.UsageOf(header.Usage)!.Value;
        KeyAlgorithm algorithm = KeyPolicy.AlgorithmOf(header.Algorithm)!.Value;
        var mode = (KeyMode)header.Mode;
        Assert.True(KeyPolicy.Fits(usage, mode));
        Assert.True(KeyPolicy.Fits(usage, algorithm, opened!.KeyLength));
        var info = new KeyInfo(usage, algorithm, 8 * opened.KeyLength, "");
        bool allowed = vector.Text("operation") switch
        {
            "cmacGenerate" => KeyPolicy.Allows(info, MacAlgorithm.AesCmac) && KeyPolicy.Allows(usage, mode, KeyOperation.GenerateMac),
            "cmacVerify" => KeyPolicy.Allows(info, MacAlgorithm.TdesCmac) && KeyPolicy.Allows(usage, mode, KeyOperation.VerifyMac),
            "retailMacVerify" => KeyPolicy.Allows(info, MacAlgorithm.Algorithm3) && KeyPolicy.Allows(usage, mode, KeyOperation.VerifyMac),
            "pinEncrypt" => KeyPolicy.Allows(usage, mode, KeyOperation.EncryptPin),
            "pinDecrypt" => KeyPolicy.Allows(usage, mode, KeyOperation.DecryptPin),
            "dukptDerive" => KeyPolicy.Allows(usage, mode, KeyOperation.DeriveDukpt),
            "keyUnwrap" => KeyPolicy.Allows(usage, mode, KeyOperation.OpenKeyBlock),
            _ => throw new ArgumentException(vector.Text("operation")),
        };
        Assert.Equal(vector.ResultFlag("allowed"), allowed);
    }

    [Theory]
    [MemberData(nameof(CheckValues))]
    public void A_check_value_is_the_one_of_the_vector(string id)
    {
        CryptoVector vector = CryptoVectors.Get("check-values", id);
        byte[] key = vector.Bytes("key");
        Span<byte> memory = stackalloc byte[BlockCipher.MemoryLength];
        BlockCipher cipher = BlockCipher.Expand(MacOf.Algorithm(vector.Text("cipher"), key.Length), key, memory);
        string value = vector.Text("method") == "cmac" ? CheckValue.OfCmac(cipher) : CheckValue.OfZeros(cipher);
        Assert.Equal(vector.ResultText("kcv"), value);
    }

    private static void AssertDerived(CryptoVector vector, in KeyBlockHeader header, byte use, string name)
    {
        byte[] key = new byte[vector.Bytes("kbpk").Length];
        KeyBlockKeys.Derive(header.ProtectionAlgorithm, vector.Bytes("kbpk"), use, key);
        Assert.Equal(vector.Result(name), key);
    }
}
