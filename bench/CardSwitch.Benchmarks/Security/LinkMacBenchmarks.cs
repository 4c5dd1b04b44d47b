using BenchmarkDotNet.Attributes;
using CardSwitch.Benchmarks.Payloads;
using CardSwitch.Iso8583;
using CardSwitch.Security;

namespace CardSwitch.Benchmarks.Security;

/// <summary>
/// What MACs cost a frame at the station's gate: R1 as it leaves (bit set, MAC appended) and as it comes (found, checked, taken
/// off), over the whole frame and over a list of fields. A transaction with MACs on both legs is two of each. The baseline is
/// the provider's MAC over the same bytes; a frame without MAC on a link without one is only looked at.
/// </summary>
[MemoryDiagnoser]
public class LinkMacBenchmarks
{
    private static readonly SoftwareCrypto Crypto = new(new byte[16]);

    private readonly byte[] message = ReferenceMessages.R1;
    private readonly byte[] room = new byte[512];
    private readonly byte[] mac = new byte[8];
    private readonly LinkMac plain = new(MessageFormats.Iso1987Ascii);
    private KeyHandle key;
    private LinkMac? whole;
    private LinkMac? listed;
    private byte[] closed = [];
    private byte[] closedOfList = [];

    [GlobalSetup]
    public void Begin()
    {
        key = Crypto.Import(Crypto.GenerateKeyBlock(KeyUsage.MacCmac, KeyAlgorithm.Aes, 128));
        whole = Of([]);
        listed = Of([2, 3, 4, 7, 11, 37, 39, 41, 49]);
        closed = Closed(whole);
        closedOfList = Closed(listed);
    }

    [Benchmark(Baseline = true)]
    public CryptoStatus MacOfR1() => Crypto.GenerateMac(key, MacAlgorithm.AesCmac, message, mac);

    [Benchmark]
    public int Close() => Close(whole!);

    [Benchmark]
    public int Open() => Open(whole!, closed);

    [Benchmark]
    public int CloseListed() => Close(listed!);

    [Benchmark]
    public int OpenListed() => Open(listed!, closedOfList);

    [Benchmark]
    public int OpenWithoutMacs() => Open(plain, message);

    private int Close(LinkMac of)
    {
        // As the core leaves it there.
        message.CopyTo(room, 0);
        int length = message.Length;
        return of.TryClose(room, ref length) ? length : throw new InvalidOperationException("No MAC was made.");
    }

    private static int Open(LinkMac of, byte[] frame) => of.Open(frame, 0, out ReadOnlySpan<byte> opened) == MacVerdict.Good
        ? opened.Length
        : throw new InvalidOperationException("The MAC is not right.");

    private byte[] Closed(LinkMac of) => room[..Close(of)];

    private LinkMac Of(IReadOnlyList<int> fields) => new(
        MessageFormats.Iso1987Ascii, Crypto, new LinkMacOptions { VerifyKey = key, GenerateKey = key, Fields = fields });
}
