using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using CardSwitch.Security;

namespace CardSwitch.Benchmarks.Security;

/// <summary>PIN translation between zones and from a terminal, and the derivation of a terminal's key alone.</summary>
[MemoryDiagnoser]
public class PinBenchmarks : IDisposable
{
    private readonly byte[] pan = Encoding.ASCII.GetBytes("4111111111111111");
    private readonly byte[] initialPan = Encoding.ASCII.GetBytes("4012345678909");
    private readonly byte[] tdesBaseKey = Convert.FromHexString("0123456789ABCDEFFEDCBA9876543210");
    private readonly byte[] aesBaseKey = Convert.FromHexString("FEDCBA9876543210F1F1F1F1F1F1F1F1");
    private readonly byte[] tdesKsn = Convert.FromHexString("FFFF9876543210E00001");
    private readonly byte[] aesKsn = Convert.FromHexString("123456789012345600000001");
    private readonly byte[] lastTdesKsn = Convert.FromHexString("FFFF9876543210FFF800");
    private readonly byte[] lastAesKsn = Convert.FromHexString("1234567890123456FFFF0000");
    private readonly byte[] tdesBlock = Convert.FromHexString("1B9C1845EB993A7A");
    private readonly byte[] aesBlock = Convert.FromHexString("A912150391AB65A67E52883D81CE2D15");
    private readonly byte[] zoneBlock = new byte[16];
    private readonly byte[] result = new byte[16];
    private readonly byte[] key = new byte[16];
    private SoftwareCrypto crypto = null!;
    private KeyHandle tdesBase;
    private KeyHandle aesBase;
    private KeyHandle tdesZone;
    private KeyHandle aesZone;

    [GlobalSetup]
    public void Setup()
    {
        byte[] protection = RandomNumberGenerator.GetBytes(32);
        crypto = new SoftwareCrypto(protection);
        tdesBase = crypto.Import(KeyBlock.Seal(protection, "D0000B0TX00E0000", tdesBaseKey, new byte[14]));
        aesBase = crypto.Import(KeyBlock.Seal(protection, "D0000B0AX00E0000", aesBaseKey, new byte[14]));
        tdesZone = crypto.Import(crypto.GenerateKeyBlock(KeyUsage.PinEncryption, KeyAlgorithm.Tdes, 128));
        aesZone = crypto.Import(crypto.GenerateKeyBlock(KeyUsage.PinEncryption, KeyAlgorithm.Aes, 128));
        var from = new PinSide(tdesBase, PinBlockFormat.Format0) { Ksn = tdesKsn };
        var to = new PinSide(tdesZone, PinBlockFormat.Format0);
        CryptoStatus status = crypto.TranslatePin(from, tdesBlock, to, initialPan, zoneBlock, out _);
        if (status != CryptoStatus.Ok) throw new InvalidOperationException($"The PIN block was not read: {status}.");
    }

    [GlobalCleanup]
    public void Dispose()
    {
        crypto.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public CryptoStatus Format0To0() => crypto.TranslatePin(
        new PinSide(tdesZone, PinBlockFormat.Format0), zoneBlock.AsSpan(0, 8),
        new PinSide(tdesZone, PinBlockFormat.Format0), initialPan, result, out _);

    [Benchmark]
    public CryptoStatus Format0To4() => crypto.TranslatePin(
        new PinSide(tdesZone, PinBlockFormat.Format0), zoneBlock.AsSpan(0, 8),
        new PinSide(aesZone, PinBlockFormat.Format4), initialPan, result, out _);

    [Benchmark]
    public CryptoStatus TdesDukptTo0() => crypto.TranslatePin(
        new PinSide(tdesBase, PinBlockFormat.Format0) { Ksn = tdesKsn }, tdesBlock,
        new PinSide(tdesZone, PinBlockFormat.Format0), initialPan, result, out _);

    [Benchmark]
    public CryptoStatus AesDukptTo4() => crypto.TranslatePin(
        new PinSide(aesBase, PinBlockFormat.Format4) { Ksn = aesKsn }, aesBlock,
        new PinSide(aesZone, PinBlockFormat.Format4), pan, result, out _);

    [Benchmark]
    public void DeriveTdesTenSteps() => TdesDukpt.DeriveWorkingKey(tdesBaseKey, lastTdesKsn, TdesDukptUse.Pin, key);

    [Benchmark]
    public void DeriveAesSixteenSteps() =>
        AesDukpt.DeriveWorkingKey(aesBaseKey, lastAesKsn, AesDukptUse.Pin, AesDukptKeyType.Aes128, key);
}
