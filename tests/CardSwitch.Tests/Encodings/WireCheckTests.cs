using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Encodings;

public class WireCheckTests
{
    // Those whose last byte or fill nibble is another matter have their own tests.
    public static TheoryData<string> Classes =>
        [.. Enum.GetValues<WireClass>().Where(@class => @class < WireClass.ZonedDigits).Select(@class => @class.ToString())];

    // The bytes on both sides of a run are never of its class, so that looking at one of them shows.
    [Theory]
    [MemberData(nameof(Classes))]
    public void One_bad_byte_is_found_in_every_place_of_every_run_and_none_outside_it(string name)
    {
        var @class = Enum.Parse<WireClass>(name);
        foreach (int tail in new[] { 0, 19 })
        {
            for (int start = 0; start <= 80; start++)
            {
                for (int length = 0; length <= 80; length++)
                {
                    byte[] frame = new byte[start + length + tail];
                    Array.Fill(frame, Bad);
                    for (int i = 0; i < length; i++) frame[start + i] = Good(@class, i);
                    AssertRun(@class, frame, start, length);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void Every_byte_value_is_judged_as_the_class_says(string name)
    {
        var @class = Enum.Parse<WireClass>(name);
        foreach (int length in new[] { 1, 2, 7, 15, 16, 17, 31, 32, 33, 47, 63, 64, 65 })
        {
            foreach (int place in new[] { 0, 1, length / 2, length - 1 }.Where(place => place < length))
            {
                for (int value = 0; value < 256; value++)
                {
                    byte[] frame = new byte[length + 40];
                    for (int i = 0; i < length; i++) frame[20 + i] = Good(@class, i);
                    frame[20 + place] = (byte)value;
                    bool belongs = Belongs(@class, (byte)value, place);
                    Assert.Equal(belongs, WireCheck.IsSound(@class, frame, 20, 20 + length));
                    Assert.Equal(belongs, WireCheck.IsSound(@class, frame.AsSpan(0, 20 + length), 20, 20 + length));
                    Assert.Equal(belongs ? -1 : place, WireCheck.FirstBad(@class, frame.AsSpan(20, length)));
                }
            }
        }
    }

    // Of no class, EBCDIC nor ASCII.
    private const byte Bad = 0x1F;

    private static void AssertRun(WireClass @class, byte[] frame, int start, int length)
    {
        int end = start + length;
        if (!WireCheck.IsSound(@class, frame, start, end)) Assert.Fail($"{@class}: {start}..{end} of {frame.Length} is sound.");
        if (@class == WireClass.Any) return;
        for (int place = start; place < end; place++)
        {
            byte good = frame[place];
            frame[place] = Bad;
            if (WireCheck.IsSound(@class, frame, start, end))
            {
                Assert.Fail($"{@class}: {start}..{end} of {frame.Length} has a bad byte at {place}.");
            }
            frame[place] = good;
        }
    }

    private static byte Good(WireClass @class, int place) => @class switch
    {
        WireClass.Letters => (byte)"Az Zm"[place % 5],
        WireClass.AlphaNumeric => (byte)"A0 z9"[place % 5],
        WireClass.Printable => (byte)" ~!0A"[place % 5],
        WireClass.Track => (byte)"0=9D?"[place % 5],
        WireClass.Hex => (byte)"0Af9F"[place % 5],
        WireClass.PackedDigits => (byte)(0x10 * (place % 10) + place % 7),
        WireClass.SignedDigits when place == 0 => (byte)'C',
        WireClass.SignedPacked when place == 0 => (byte)'D',
        WireClass.SignedPacked => 0x99,
        WireClass.Latin1 => new byte[] { 0x20, 0x7E, 0xA0, 0xFF, 0x41 }[place % 5],
        WireClass.EbcdicPrintable => new byte[] { 0x40, 0xFE, 0x4A, 0xC1, 0xF9 }[place % 5],
        WireClass.EbcdicSigned when place == 0 => 0xC3,
        WireClass.EbcdicSigned => (byte)(0xF0 + place % 10),
        _ when PlainOf(@class) is { } plain => InEbcdic(Good(plain, place)),
        _ => (byte)('0' + place % 10),
    };

    private static WireClass? PlainOf(WireClass @class) => @class switch
    {
        WireClass.EbcdicDigits => WireClass.Digits,
        WireClass.EbcdicLetters => WireClass.Letters,
        WireClass.EbcdicAlphaNumeric => WireClass.AlphaNumeric,
        WireClass.EbcdicTrack => WireClass.Track,
        WireClass.EbcdicHex => WireClass.Hex,
        _ => null,
    };

    private static readonly System.Text.Encoding Page1047 =
        System.Text.CodePagesEncodingProvider.Instance.GetEncoding(1047)!;

    private static byte InEbcdic(byte latin1) => Page1047.GetBytes([(char)latin1])[0];

    // The classes in other words than the code's own.
    private static bool Belongs(WireClass @class, byte value, int place)
    {
        if (PlainOf(@class) is { } plain) return Belongs(plain, (byte)Page1047.GetString([value])[0], place);
        string symbols = @class switch
        {
            WireClass.Digits => "0123456789",
            WireClass.Letters => " ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
            WireClass.AlphaNumeric => " 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
            WireClass.Track => "0123456789:;<=>?Dd",
            WireClass.Hex => "0123456789ABCDEFabcdef",
            WireClass.SignedDigits => place == 0 ? "CD" : "0123456789",
            WireClass.SignedPacked when place == 0 => "CD",
            _ => "",
        };
        return @class switch
        {
            WireClass.Any => true,
            WireClass.Latin1 => value is >= 0x20 and <= 0x7E or >= 0xA0,
            WireClass.EbcdicPrintable => Page1047.GetString([value])[0] is >= ' ' and <= '~' or >= '\u00A0',
            WireClass.EbcdicSigned => place == 0 ? value is 0xC3 or 0xC4 : value is >= 0xF0 and <= 0xF9,
            WireClass.Printable => value is >= 0x20 and <= 0x7E,
            WireClass.PackedDigits => value / 16 <= 9 && value % 16 <= 9,
            WireClass.SignedPacked when place > 0 => value / 16 <= 9 && value % 16 <= 9,
            _ => symbols.Contains((char)value),
        };
    }
}
