using System.Numerics;
using CardSwitch.Security;
using FsCheck;
using FsCheck.Fluent;

namespace CardSwitch.Tests.Security;

/// <summary>MACs and DUKPT agree with their slow and obvious twins on any key, message and counter.</summary>
public sealed class TwinTests
{
    private static readonly Gen<byte> Byte = Gen.Choose(0, 255).Select(value => (byte)value);

    [Fact]
    public void MACs_agree_with_their_twins()
    {
        Gen<(byte[] Key, byte[] Message)> cases =
            from key in Byte.ArrayOf(16)
            from length in Gen.Choose(0, 70)
            from message in Byte.ArrayOf(length)
            select (key, message);
        Prop.ForAll(cases.ToArbitrary(), both =>
        {
            (byte[] key, byte[] message) = both;
            Assert.Equal(SlowMac.Cmac(KeyAlgorithm.Aes, key, message), MacOf.Cmac(KeyAlgorithm.Aes, key, message, 16));
            Assert.Equal(SlowMac.Cmac(KeyAlgorithm.Tdes, key, message), MacOf.Cmac(KeyAlgorithm.Tdes, key, message, 8));
            foreach (MacPadding padding in Enum.GetValues<MacPadding>())
            {
                Assert.Equal(SlowMac.Algorithm1(KeyAlgorithm.Tdes, key, message, padding), MacOf.Iso(1, padding, key, message, 8));
                Assert.Equal(SlowMac.Algorithm1(KeyAlgorithm.Des, key[..8], message, padding), MacOf.Iso(1, padding, key[..8], message, 8));
                Assert.Equal(SlowMac.Algorithm3(key, message, padding), MacOf.Iso(3, padding, key, message, 8));
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void TDES_DUKPT_agrees_with_its_twin()
    {
        Prop.ForAll(Byte.ArrayOf(26).ToArbitrary(), bytes =>
        {
            byte[] key = bytes[..16];
            byte[] ksn = bytes[16..];
            if (!TdesDukpt.IsUsable(ksn)) return;
            byte[] result = new byte[16];
            TdesDukpt.DeriveTransactionKey(key, ksn, result);
            Assert.Equal(SlowDukpt.Tdes(key, ksn), result);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(16)]
    [InlineData(24)]
    [InlineData(32)]
    public void AES_DUKPT_agrees_with_its_twin(int keyLength)
    {
        Prop.ForAll(Byte.ArrayOf(keyLength + 12).ToArbitrary(), bytes =>
        {
            byte[] key = bytes[..keyLength];
            byte[] ksn = bytes[keyLength..];
            Assert.Equal(ksn.AsSpan(8).ToArray().Sum(b => BitOperations.PopCount(b)) is > 0 and <= 16, AesDukpt.IsUsable(ksn));
            if (!AesDukpt.IsUsable(ksn)) return;
            byte[] result = new byte[keyLength];
            AesDukpt.DeriveTransactionKey(key, ksn, result);
            Assert.Equal(SlowDukpt.Aes(key, ksn), result);
        }).QuickCheckThrowOnFailure();
    }
}
