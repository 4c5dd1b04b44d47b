using BenchmarkDotNet.Attributes;
using CardSwitch.Iso8583;

namespace CardSwitch.Benchmarks.Elements;

/// <summary>Card number to value and check digit, against a loop over the digits that yields the same two.</summary>
[MemoryDiagnoser]
public class PanBenchmarks
{
    private byte[] ascii = [];
    private byte[] bcd = [];
    private byte[] track2 = [];

    [Params("4761739001010119", "378282246310005", "6212345678901232125")]
    public string Number { get; set; } = "";

    [GlobalSetup]
    public void Encode()
    {
        ascii = System.Text.Encoding.ASCII.GetBytes(Number);
        bcd = Convert.FromHexString(Number.Length % 2 == 0 ? Number : "0" + Number);
        string track2 = Number + "D2912201111";
        this.track2 = Convert.FromHexString(track2.Length % 2 == 0 ? track2 : "0" + track2);
    }

    [Benchmark(Baseline = true)]
    public bool PlainLoop()
    {
        ulong value = 0;
        uint luhn = 0;
        bool doubles = (ascii.Length & 1) == 0;
        foreach (byte character in ascii)
        {
            uint digit = (uint)character - '0';
            if (digit > 9)
                return false;

            value = (value * 10) + digit;
            uint place = doubles ? digit * 2 : digit;
            luhn += place > 9 ? place - 9 : place;
            doubles = !doubles;
        }

        return luhn % 10 == 0 && value != 0;
    }

    [Benchmark]
    public bool TryParse() => Pan.TryParse(ascii, out Pan pan) && pan.HasValidCheckDigit;

    [Benchmark]
    public bool TryFromBcd() => Pan.TryFromBcd(bcd, Number.Length, out Pan pan) && pan.HasValidCheckDigit;

    [Benchmark]
    public bool TryReadPanFromBcd() =>
        Track2.TryReadPanFromBcd(track2, Number.Length + 11, out Pan pan) && pan.HasValidCheckDigit;
}
