using System.Text;
using CardSwitch.Security;

namespace CardSwitch.Tests.Security;

public sealed class SoftwareCryptoTests : CryptoProviderContract
{
    private static readonly byte[] ProtectionKey = [.. Enumerable.Range(1, 32).Select(i => (byte)(7 * i))];

    protected override ICryptoProvider Open() => new SoftwareCrypto(ProtectionKey);

    protected override string MakeKeyBlock(string header, byte[] key) => BlockOf(header, key);

    [Fact]
    public void It_says_that_it_is_not_an_HSM()
    {
        using var crypto = new SoftwareCrypto(ProtectionKey);
        Assert.Contains("not an HSM", crypto.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(31)]
    public void A_protection_key_of_another_length_is_refused(int length) =>
        Assert.Throws<CryptoException>(() => new SoftwareCrypto(new byte[length]));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Nothing_of_a_key_is_left_when_it_is_gone(bool disposed)
    {
        var crypto = new SoftwareCrypto(ProtectionKey);
        KeyHandle handle = crypto.Import(BlockOf("M6AC", new byte[16]));
        SecretKey key = crypto.Find(handle)!;
        Assert.True(key.Memory.IndexOfAnyExcept((byte)0) >= 0);
        if (disposed) crypto.Dispose();
        else crypto.Destroy(handle);
        Assert.Equal(-1, key.Memory.IndexOfAnyExcept((byte)0));
        crypto.Dispose();
        Assert.Throws<CryptoException>(() => crypto.GenerateKeyBlock(KeyUsage.MacCmac, KeyAlgorithm.Aes, 128));
        Assert.Throws<CryptoException>(() => crypto.Import(BlockOf("M6AC", new byte[16])));
    }

    [Fact]
    public void A_key_in_use_is_zeroed_by_its_last_user()
    {
        using var crypto = new SoftwareCrypto(ProtectionKey);
        KeyHandle handle = crypto.Import(BlockOf("M6AC", new byte[16]));
        SecretKey key = crypto.Find(handle)!;
        Assert.True(key.TryEnter());
        crypto.Destroy(handle);
        Assert.False(key.TryEnter());
        Assert.True(key.Memory.IndexOfAnyExcept((byte)0) >= 0);
        key.Leave();
        Assert.Equal(-1, key.Memory.IndexOfAnyExcept((byte)0));
    }

    [Theory]
    [InlineData(KeyUsage.MacCmac, KeyAlgorithm.Aes, 256)]
    [InlineData(KeyUsage.MacCmac, KeyAlgorithm.Tdes, 128)]
    [InlineData(KeyUsage.MacAlgorithm1, KeyAlgorithm.Des, 64)]
    [InlineData(KeyUsage.MacAlgorithm3, KeyAlgorithm.Tdes, 128)]
    [InlineData(KeyUsage.PinEncryption, KeyAlgorithm.Tdes, 192)]
    [InlineData(KeyUsage.PinEncryption, KeyAlgorithm.Aes, 192)]
    [InlineData(KeyUsage.BaseDerivationKey, KeyAlgorithm.Aes, 128)]
    [InlineData(KeyUsage.KeyBlockProtection, KeyAlgorithm.Aes, 256)]
    public void A_generated_key_is_taken_in_again(KeyUsage usage, KeyAlgorithm algorithm, int bits)
    {
        using var crypto = new SoftwareCrypto(ProtectionKey);
        string block = crypto.GenerateKeyBlock(usage, algorithm, bits);
        KeyInfo info = crypto.Describe(crypto.Import(block));
        Assert.Equal((usage, algorithm, bits), (info.Usage, info.Algorithm, info.Bits));
        Assert.NotEqual(block, crypto.GenerateKeyBlock(usage, algorithm, bits));
    }

    [Theory]
    [InlineData(KeyUsage.MacCmac, KeyAlgorithm.Des, 64)]
    [InlineData(KeyUsage.MacAlgorithm3, KeyAlgorithm.Aes, 128)]
    [InlineData(KeyUsage.PinEncryption, KeyAlgorithm.Aes, 64)]
    [InlineData(KeyUsage.PinEncryption, KeyAlgorithm.Aes, 129)]
    public void A_key_that_there_is_not_is_not_generated(KeyUsage usage, KeyAlgorithm algorithm, int bits)
    {
        using var crypto = new SoftwareCrypto(ProtectionKey);
        Assert.Throws<CryptoException>(() => crypto.GenerateKeyBlock(usage, algorithm, bits));
    }

    [Fact]
    public void Blocks_of_version_B_are_taken_under_a_Triple_DES_key_that_came_in_a_block_of_version_D()
    {
        byte[] zoneKey = Convert.FromHexString("DD7515F2BFC17F85CE48F3CA25CB21F6");
        const string TR31 = "B0080P0TE00E000094B420079CC80BA3461F86FE26EFC4A3B8E4FA4C5F5341176EED7B727B8A248E";
        using var crypto = new SoftwareCrypto(ProtectionKey);
        Assert.Throws<CryptoException>(() => crypto.Import(TR31));
        KeyHandle protection = crypto.Import(BlockOf("K1TD", zoneKey));
        Assert.Equal("CB9DEA", CheckValueOf("F039121BEC83D26B169BDCD5B22AAF8F"));
        Assert.Equal(CheckValueOf("3F419E1CB7079442AA37474C2EFBF8B8"), crypto.Describe(crypto.Import(TR31)).CheckValue);
        crypto.Destroy(protection);
        Assert.Throws<CryptoException>(() => crypto.Import(TR31));
    }

    [Fact]
    public void Optional_blocks_that_do_not_fill_whole_blocks_are_padded()
    {
        string block = KeyBlock.Seal(ProtectionKey, "D0000M6AC00E0100KS1800604B120F9292800000", new byte[16], new byte[14]);
        Assert.Equal("M6AC00E0200KS1800604B120F9292800000PB080000", block[5..48]);
        Assert.Equal(KeyBlockFault.None, KeyBlock.Open(ProtectionKey, block, out OpenedKey? opened));
        opened!.Dispose();
    }

    [Theory]
    [InlineData("M6AC", MacAlgorithm.AesCmac)]
    [InlineData("M6TC", MacAlgorithm.TdesCmac)]
    [InlineData("M1TC", MacAlgorithm.Algorithm1)]
    [InlineData("M3TC", MacAlgorithm.Algorithm3)]
    public void MACs_and_translations_allocate_nothing(string header, MacAlgorithm algorithm)
    {
        if (!AesInstructions.AreThere && algorithm == MacAlgorithm.AesCmac) return;
        using var crypto = new SoftwareCrypto(ProtectionKey);
        byte[] raw = [.. Enumerable.Range(10, 16).Select(i => (byte)i)];
        KeyHandle key = crypto.Import(BlockOf(header, raw));
        KeyHandle pinKey = crypto.Import(BlockOf("P0TB", raw));
        KeyHandle baseKey = crypto.Import(BlockOf("B0TX", Convert.FromHexString("0123456789ABCDEFFEDCBA9876543210")));
        byte[] message = new byte[343];
        byte[] mac = new byte[8];
        byte[] result = new byte[16];
        byte[] block = Convert.FromHexString("1B9C1845EB993A7A");
        byte[] ksn = Convert.FromHexString("FFFF9876543210E00001");
        byte[] pan = Encoding.ASCII.GetBytes("4012345678909");
        for (int run = 0; run < 3; run++)
        {
            bool right = true;
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++)
            {
                right &= crypto.GenerateMac(key, algorithm, message, mac) == CryptoStatus.Ok;
                right &= crypto.VerifyMac(key, algorithm, message, mac) == CryptoStatus.Ok;
                var from = new PinSide(baseKey, PinBlockFormat.Format0) { Ksn = ksn };
                var to = new PinSide(pinKey, PinBlockFormat.Format3);
                right &= crypto.TranslatePin(from, block, to, pan, result, out _) == CryptoStatus.Ok;
            }
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(right);
            if (run == 2) Assert.Equal(0, allocated);
        }
    }

    private static string CheckValueOf(string key)
    {
        Span<byte> memory = stackalloc byte[BlockCipher.MemoryLength];
        return CheckValue.Of(BlockCipher.Expand(KeyAlgorithm.Tdes, Convert.FromHexString(key), memory));
    }

    private static string BlockOf(string header, byte[] key)
    {
        byte[] padding = new byte[((2 + 32 + 15) / 16 * 16) - 2 - key.Length];
        return KeyBlock.Seal(ProtectionKey, $"D0000{header}00E0000", key, padding);
    }
}
