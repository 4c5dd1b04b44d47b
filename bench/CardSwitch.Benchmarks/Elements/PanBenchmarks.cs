using BenchmarkDotNet.Attributes;
using CardSwitch.Iso8583;

namespace CardSwitch.Benchmarks.Elements;

/// <summary>Card number to value and check digit, against a loop over the digits that yields the same two.</summary>
[MemoryDiagnoser]
public class PanBenchmarks
{
    private byte[] _ascii = [];
    private byte[] _bcd = [];
    private byte[] _track2 = [];

    [Params("4761739001010119", "378282246310005", "6212345678901232125")]
    public string Number { get; set; } = "";

    [GlobalSetup]
    public void Encode()
    {
        _ascii = System.Text.Encoding.ASCII.GetBytes(Number);
        _bcd = Convert.FromHexString(Number.Length % 2 == 0 ? Number : "0" + Number);
        string track2 = Number + "D2912201111";
        _track2 = Convert.FromHexString(track2.Length % 2 == 0 ? track2 : "0" + track2);
    }

    [Benchmark(Baseline = true)]
    public bool PlainLoop()
    {
        ulong value = 0;
        uint luhn = 0;
        bool doubles = (_ascii.Length & 1) == 0;
        foreach (byte character in _ascii)
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
    public bool TryParse() => Pan.TryParse(_ascii, out Pan pan) && pan.HasValidCheckDigit;

    [Benchmark]
    public bool TryFromBcd() => Pan.TryFromBcd(_bcd, Number.Length, out Pan pan) && pan.HasValidCheckDigit;

    [Benchmark]
    public bool TryReadPanFromBcd() =>
        Track2.TryReadPanFromBcd(_track2, Number.Length + 11, out Pan pan) && pan.HasValidCheckDigit;
}
