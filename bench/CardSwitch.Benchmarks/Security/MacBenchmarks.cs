using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using CardSwitch.Benchmarks.Payloads;
using CardSwitch.Security;

namespace CardSwitch.Benchmarks.Security;

/// <summary>
/// A MAC of 8 bytes over R1 (343 bytes) through the software provider; the baseline chains as many AES blocks (22) with the
/// round keys at hand, and does nothing else.
/// </summary>
[MemoryDiagnoser]
public class MacBenchmarks : IDisposable
{
    private readonly byte[] message = ReferenceMessages.R1;
    private readonly byte[] blocks = new byte[22 * 16];
    private readonly byte[] chain = new byte[16];
    private readonly byte[] mac = new byte[8];
    private readonly byte[] memory = new byte[BlockCipher.MemoryLength];
    private SoftwareCrypto crypto = null!;
    private KeyHandle aesCmac;
    private KeyHandle tdesCmac;
    private KeyHandle algorithm1;
    private KeyHandle algorithm3;

    [GlobalSetup]
    public void Setup()
    {
        crypto = new SoftwareCrypto(RandomNumberGenerator.GetBytes(32));
        BlockCipher.Expand(KeyAlgorithm.Aes, RandomNumberGenerator.GetBytes(16), memory);
        aesCmac = Make(KeyUsage.MacCmac, KeyAlgorithm.Aes);
        tdesCmac = Make(KeyUsage.MacCmac, KeyAlgorithm.Tdes);
        algorithm1 = Make(KeyUsage.MacAlgorithm1, KeyAlgorithm.Tdes);
        algorithm3 = Make(KeyUsage.MacAlgorithm3, KeyAlgorithm.Tdes);
        KeyHandle Make(KeyUsage usage, KeyAlgorithm algorithm) => crypto.Import(crypto.GenerateKeyBlock(usage, algorithm, 128));
    }

    [GlobalCleanup]
    public void Dispose()
    {
        crypto.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public void RawAesBlocks() => BlockCipher.Over(KeyAlgorithm.Aes, 16, memory).Chain(chain, blocks);

    [Benchmark]
    public CryptoStatus AesCmac() => crypto.GenerateMac(aesCmac, MacAlgorithm.AesCmac, message, mac);

    [Benchmark]
    public CryptoStatus TdesCmac() => crypto.GenerateMac(tdesCmac, MacAlgorithm.TdesCmac, message, mac);

    [Benchmark]
    public CryptoStatus Algorithm1() => crypto.GenerateMac(algorithm1, MacAlgorithm.Algorithm1, message, mac);

    [Benchmark]
    public CryptoStatus Algorithm3() => crypto.GenerateMac(algorithm3, MacAlgorithm.Algorithm3, message, mac);
}
