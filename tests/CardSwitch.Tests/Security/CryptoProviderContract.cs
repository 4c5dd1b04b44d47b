using System.Text;
using CardSwitch.Security;

namespace CardSwitch.Tests.Security;

/// <summary>
/// What every <see cref="ICryptoProvider"/> keeps, asked through that interface alone. A provider's own test class says how
/// one is opened and how a known key is put into a key block that it takes.
/// </summary>
public abstract class CryptoProviderContract : IDisposable
{
    private static readonly byte[] AesKey = Convert.FromHexString("2B7E151628AED2A6ABF7158809CF4F3C");
    private static readonly byte[] TdesKey = Convert.FromHexString("0123456789ABCDEFFEDCBA9876543210");
    private static readonly byte[] OtherTdesKey = Convert.FromHexString("57EA9ECE6D08D301A1FD75973ED9F749");
    private static readonly byte[] Message = Convert.FromHexString("6BC1BEE22E409F96E93D7E117393172A");
    private static readonly byte[] Pan = Encoding.ASCII.GetBytes("4012345678909");

    private readonly Lazy<ICryptoProvider> opened;

    protected CryptoProviderContract() => opened = new Lazy<ICryptoProvider>(Open);

    private ICryptoProvider Provider => opened.Value;

    /// <summary>Opens the provider, with the protection key that <see cref="MakeKeyBlock"/> uses.</summary>
    protected abstract ICryptoProvider Open();

    /// <summary>Puts a key into a key block for the provider.</summary>
    /// <param name="header">Usage, algorithm and mode of use, as in the header: <c>M6AC</c>.</param>
    /// <param name="key">The clear key.</param>
    protected abstract string MakeKeyBlock(string header, byte[] key);

    public void Dispose()
    {
        if (opened.IsValueCreated) opened.Value.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("M6AC", MacAlgorithm.AesCmac, "070A16B46B4D4144")]
    [InlineData("M6TC", MacAlgorithm.TdesCmac, null)]
    [InlineData("M1TC", MacAlgorithm.Algorithm1, null)]
    [InlineData("M3TC", MacAlgorithm.Algorithm3, null)]
    public void A_MAC_that_was_made_is_right(string header, MacAlgorithm algorithm, string? expected)
    {
        KeyHandle key = Import(header);
        byte[] mac = new byte[8];
        Assert.Equal(CryptoStatus.Ok, Provider.GenerateMac(key, algorithm, Message, mac));
        if (expected is not null) Assert.Equal(expected, Convert.ToHexString(mac));
        Assert.Equal(CryptoStatus.Ok, Provider.VerifyMac(key, algorithm, Message, mac));
        Assert.Equal(CryptoStatus.Ok, Provider.VerifyMac(key, algorithm, Message, mac.AsSpan(0, 4)));
        byte[] shorter = new byte[4];
        Assert.Equal(CryptoStatus.Ok, Provider.GenerateMac(key, algorithm, Message, shorter));
        Assert.Equal(mac[..4], shorter);
    }

    [Theory]
    [InlineData("M6AC", MacAlgorithm.AesCmac)]
    [InlineData("M6TC", MacAlgorithm.TdesCmac)]
    [InlineData("M1TC", MacAlgorithm.Algorithm1)]
    [InlineData("M3TC", MacAlgorithm.Algorithm3)]
    public void A_MAC_with_any_bit_changed_is_wrong(string header, MacAlgorithm algorithm)
    {
        KeyHandle key = Import(header);
        byte[] mac = new byte[8];
        Assert.Equal(CryptoStatus.Ok, Provider.GenerateMac(key, algorithm, Message, mac));
        for (int bit = 0; bit < 64; bit++)
        {
            mac[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal(CryptoStatus.Invalid, Provider.VerifyMac(key, algorithm, Message, mac));
            mac[bit / 8] ^= (byte)(1 << (bit % 8));
        }
        Assert.Equal(CryptoStatus.Invalid, Provider.VerifyMac(key, algorithm, Message.AsSpan(1), mac));
    }

    [Theory]
    [InlineData("M6AG", MacAlgorithm.AesCmac, CryptoStatus.Ok, CryptoStatus.Refused)]
    [InlineData("M6AV", MacAlgorithm.AesCmac, CryptoStatus.Refused, CryptoStatus.Invalid)]
    [InlineData("M6AN", MacAlgorithm.AesCmac, CryptoStatus.Ok, CryptoStatus.Invalid)]
    [InlineData("M6AC", MacAlgorithm.TdesCmac, CryptoStatus.Refused, CryptoStatus.Refused)]
    [InlineData("M6AC", MacAlgorithm.Algorithm1, CryptoStatus.Refused, CryptoStatus.Refused)]
    [InlineData("M6TC", MacAlgorithm.Algorithm3, CryptoStatus.Refused, CryptoStatus.Refused)]
    [InlineData("M3TC", MacAlgorithm.Algorithm1, CryptoStatus.Refused, CryptoStatus.Refused)]
    [InlineData("P0AB", MacAlgorithm.AesCmac, CryptoStatus.Refused, CryptoStatus.Refused)]
    [InlineData("B0TX", MacAlgorithm.TdesCmac, CryptoStatus.Refused, CryptoStatus.Refused)]
    public void A_key_makes_and_checks_only_what_its_header_says(
        string header, MacAlgorithm algorithm, CryptoStatus generated, CryptoStatus verified)
    {
        KeyHandle key = Import(header);
        Assert.Equal(generated, Provider.GenerateMac(key, algorithm, Message, new byte[8]));
        Assert.Equal(verified, Provider.VerifyMac(key, algorithm, Message, new byte[8]));
    }

    [Theory]
    [InlineData("M6AC", KeyUsage.MacCmac, KeyAlgorithm.Aes, "7AD386C376")]
    [InlineData("P0TB", KeyUsage.PinEncryption, KeyAlgorithm.Tdes, "08D7B4")]
    public void A_key_is_told_by_its_check_value(string header, KeyUsage usage, KeyAlgorithm algorithm, string checkValue) =>
        Assert.Equal(new KeyInfo(usage, algorithm, 128, checkValue), Provider.Describe(Import(header)));

    [Theory]
    [InlineData("M6AE")]
    [InlineData("P0AC")]
    [InlineData("B0TB")]
    [InlineData("M3AC")]
    [InlineData("S0AB")]
    [InlineData("M6HC")]
    public void A_header_that_does_not_fit_together_is_not_taken(string header) =>
        Assert.Throws<CryptoException>(() => Provider.Import(MakeKeyBlock(header, AesKey)));

    [Fact]
    public void A_Triple_DES_key_of_equal_halves_is_not_taken() =>
        Assert.Throws<CryptoException>(() => Provider.Import(MakeKeyBlock("M3TC", [.. TdesKey[..8], .. TdesKey[..8]])));

    [Fact]
    public void A_key_block_with_any_character_changed_is_not_taken()
    {
        string block = MakeKeyBlock("M6AC", AesKey);
        for (int i = 0; i < block.Length; i++)
        {
            char[] changed = block.ToCharArray();
            changed[i] = changed[i] == '1' ? '2' : '1';
            Assert.Throws<CryptoException>(() => Provider.Import(changed));
        }
        for (int length = 0; length < block.Length; length++)
            Assert.Throws<CryptoException>(() => Provider.Import(block.AsSpan(0, length)));
    }

    [Fact]
    public void A_destroyed_key_is_refused_and_destroying_it_again_does_nothing()
    {
        KeyHandle key = Import("M6AC");
        Provider.Destroy(key);
        Provider.Destroy(key);
        Provider.Destroy(default);
        Assert.Equal(CryptoStatus.Refused, Provider.GenerateMac(key, MacAlgorithm.AesCmac, Message, new byte[8]));
        Assert.Equal(CryptoStatus.Refused, Provider.VerifyMac(key, MacAlgorithm.AesCmac, Message, new byte[8]));
        Assert.Throws<CryptoException>(() => Provider.Describe(key));
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(0, 3, true)]
    [InlineData(0, 4, true)]
    [InlineData(0, 1, false)]
    [InlineData(3, 0, true)]
    [InlineData(3, 3, true)]
    [InlineData(3, 4, true)]
    [InlineData(3, 1, false)]
    [InlineData(4, 0, true)]
    [InlineData(4, 3, true)]
    [InlineData(4, 4, true)]
    [InlineData(4, 1, false)]
    [InlineData(1, 0, true)]
    [InlineData(1, 1, true)]
    [InlineData(1, 3, true)]
    [InlineData(1, 4, true)]
    [InlineData(0, 2, false)]
    [InlineData(2, 0, false)]
    public void A_PIN_goes_between_formats_that_are_allowed_to_and_no_others(int from, int to, bool allowed)
    {
        KeyHandle source = Import(from == 4 ? "P0AD" : "P0TD");
        KeyHandle target = ImportOther(to == 4 ? "P0AB" : "P0TB");
        byte[] block = EncipheredPin((PinBlockFormat)from);
        byte[] result = new byte[16];
        CryptoStatus status = Translate(source, from, block, target, to, result, out int written);
        Assert.Equal(allowed ? CryptoStatus.Ok : CryptoStatus.Refused, status);
        Assert.Equal(!allowed ? 0 : to == 4 ? 16 : 8, written);
        if (!allowed || to == 1) return;

        // Format 0 has no random part, so that one PIN has one block in it.
        KeyHandle last = Import("P0TE");
        byte[] again = new byte[16];
        Assert.Equal(CryptoStatus.Ok, Translate(target, to, result.AsSpan(0, written), last, 0, again, out written));
        Assert.Equal(EncipheredPin(PinBlockFormat.Format0), again[..written]);
    }

    [Fact]
    public void A_block_that_cannot_be_read_has_one_answer()
    {
        KeyHandle source = Import("P0TB");
        KeyHandle target = ImportOther("P0TB");
        byte[] result = new byte[16];
        for (int i = 0; i < 64; i++)
        {
            byte[] block = EncipheredPin(PinBlockFormat.Format0);
            block[i / 8] ^= (byte)(1 << (i % 8));
            CryptoStatus status = Translate(source, 0, block, target, 0, result, out int written);
            Assert.Equal((CryptoStatus.Invalid, 0), (status, written));
        }
        Assert.Equal(CryptoStatus.Invalid, Translate(source, 0, new byte[7], target, 0, result, out _));
        Assert.Equal(CryptoStatus.Invalid, Translate(source, 0, new byte[16], target, 0, result, out _));
    }

    [Theory]
    [InlineData("P0TE", "P0TB")]
    [InlineData("P0TB", "P0TD")]
    [InlineData("P0AB", "P0TB")]
    [InlineData("P0TB", "P0AB")]
    [InlineData("M3TC", "P0TB")]
    [InlineData("P0TB", "D0TB")]
    [InlineData("B0TX", "P0TB")]
    public void A_key_that_is_not_for_it_translates_no_PIN(string from, string to)
    {
        byte[] block = EncipheredPin(PinBlockFormat.Format0);
        CryptoStatus status = Translate(Import(from), 0, block, ImportOther(to), 0, new byte[16], out int written);
        Assert.Equal((CryptoStatus.Refused, 0), (status, written));
    }

    [Theory]
    [InlineData("FFFF9876543210E00001", "1B9C1845EB993A7A", CryptoStatus.Ok)]
    [InlineData("9876543210E00001", "1B9C1845EB993A7A", CryptoStatus.Ok)]
    [InlineData("FFFF9876543210E00002", "10A01C8D02C69107", CryptoStatus.Ok)]
    [InlineData("FFFF9876543210E00000", "1B9C1845EB993A7A", CryptoStatus.Invalid)]
    [InlineData("FFFF9876543210E007FF", "1B9C1845EB993A7A", CryptoStatus.Invalid)]
    [InlineData("FFFF9876543210E00003", "1B9C1845EB993A7A", CryptoStatus.Invalid)]
    [InlineData("76543210E00001", "1B9C1845EB993A7A", CryptoStatus.Invalid)]
    public void A_terminals_PIN_is_read_with_TDES_DUKPT(string ksn, string block, CryptoStatus expected)
    {
        var from = new PinSide(Import("B0TX"), PinBlockFormat.Format0) { Ksn = Convert.FromHexString(ksn) };
        var to = new PinSide(Import("P0TB"), PinBlockFormat.Format0);
        byte[] result = new byte[16];
        Assert.Equal(expected, Provider.TranslatePin(from, Convert.FromHexString(block), to, Pan, result, out int written));
        if (expected == CryptoStatus.Ok) Assert.Equal(EncipheredPin(PinBlockFormat.Format0), result[..written]);
    }

    [Fact]
    public void A_terminals_PIN_is_read_with_AES_DUKPT()
    {
        // ANSI X9.24-3:2017, supplement: AES-128, counter 1.
        KeyHandle bdk = Provider.Import(MakeKeyBlock("B0AX", Convert.FromHexString("FEDCBA9876543210F1F1F1F1F1F1F1F1")));
        var from = new PinSide(bdk, PinBlockFormat.Format4) { Ksn = Convert.FromHexString("123456789012345600000001") };
        var to = new PinSide(Import("P0TB"), PinBlockFormat.Format0);
        byte[] pan = Encoding.ASCII.GetBytes("4111111111111111");
        byte[] block = Convert.FromHexString("A912150391AB65A67E52883D81CE2D15");
        byte[] result = new byte[16];
        Assert.Equal(CryptoStatus.Ok, Provider.TranslatePin(from, block, to, pan, result, out int written));
        Assert.Equal(8, written);
        Assert.Equal(CryptoStatus.Invalid, Provider.TranslatePin(from, block, to, Pan, result, out _));
    }

    [Fact]
    public void No_PIN_goes_to_a_terminal()
    {
        var from = new PinSide(Import("P0TB"), PinBlockFormat.Format0);
        var to = new PinSide(Import("B0TX"), PinBlockFormat.Format0) { Ksn = Convert.FromHexString("FFFF9876543210E00001") };
        byte[] block = EncipheredPin(PinBlockFormat.Format0);
        Assert.Equal(CryptoStatus.Refused, Provider.TranslatePin(from, block, to, Pan, new byte[16], out _));
    }

    [Fact]
    public void One_key_serves_several_threads()
    {
        KeyHandle key = Import("M6AC");
        byte[] expected = Convert.FromHexString("070A16B46B4D4144");
        Parallel.For(0, 1000, _ =>
        {
            byte[] mac = new byte[8];
            Assert.Equal(CryptoStatus.Ok, Provider.GenerateMac(key, MacAlgorithm.AesCmac, Message, mac));
            Assert.Equal(expected, mac);
        });
    }

    private KeyHandle Import(string header) => Provider.Import(MakeKeyBlock(header, header[2] == 'A' ? AesKey : TdesKey));

    private KeyHandle ImportOther(string header) =>
        Provider.Import(MakeKeyBlock(header, header[2] == 'A' ? [.. AesKey, .. AesKey] : OtherTdesKey));

    private CryptoStatus Translate(
        KeyHandle source, int from, ReadOnlySpan<byte> block, KeyHandle target, int to, byte[] result, out int written) =>
        Provider.TranslatePin(
            new PinSide(source, (PinBlockFormat)from), block, new PinSide(target, (PinBlockFormat)to), Pan, result, out written);

    /// <summary>The PIN 1234 under the keys of <see cref="Import"/>, by the library's ciphers.</summary>
    private static byte[] EncipheredPin(PinBlockFormat format) => format switch
    {
        PinBlockFormat.Format4 => SlowPin.Format4(AesKey, "1234", Encoding.ASCII.GetString(Pan)),
        PinBlockFormat.Format1 => SlowPin.Triple(TdesKey, "1412345678901234"),
        PinBlockFormat.Format3 => SlowPin.Triple(TdesKey, "341274EDCBA9876F"),
        _ => SlowPin.Triple(TdesKey, "041274EDCBA9876F"),
    };
}
