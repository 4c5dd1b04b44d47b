using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Encodings;

public class WireCheckTests
{
    public static TheoryData<string> Classes => [.. Enum.GetNames<WireClass>()];

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

    private const byte Bad = 0xFF;

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
        _ => (byte)('0' + place % 10),
    };

    // The classes in other words than the code's own.
    private static bool Belongs(WireClass @class, byte value, int place)
    {
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
            WireClass.Printable => value is >= 0x20 and <= 0x7E,
            WireClass.PackedDigits => value / 16 <= 9 && value % 16 <= 9,
            WireClass.SignedPacked when place > 0 => value / 16 <= 9 && value % 16 <= 9,
            _ => symbols.Contains((char)value),
        };
    }
}
