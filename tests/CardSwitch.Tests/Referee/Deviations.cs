using System.Text;
using CardSwitch.Iso8583;
using CardSwitch.Tests.Support;
using static CardSwitch.Iso8583.MessageFormats;

namespace CardSwitch.Tests.Referee;

/// <summary>
/// Where the dissector, of Wireshark 4.0, departs from ISO 8583:1987 or from how this library carries it. Nothing else
/// is left out or made easier: every other field stands in the random messages with every content and length that its
/// format admits. Each entry is probed, so that none stays here when the dissector has learnt. Not in the table is what
/// <see cref="Tshark"/> works around: behind the hexadecimal form of a binary element there may be stray characters.
/// </summary>
internal static class Deviations
{
    private const string LettersAndDigits = SlowContent.Letters + SlowContent.Digits;
    private const string NotHex = "no hexadecimal digits";

    private static readonly string Printable = SlowContent.Printable;
    private static readonly string NoLetters = string.Concat(Printable.Where(symbol => !char.IsAsciiLetter(symbol)));

    private static readonly MessageFormat[] Packed = [Iso1987Binary];
    private static readonly MessageFormat[] Hex = [Iso1987AsciiHex];
    private static readonly MessageFormat[] Bytes = [Iso1987Ascii, Iso1987Binary];
    private static readonly MessageFormat[] Characters = [Iso1987Ascii, Iso1987AsciiHex];
    private static readonly MessageFormat[] Every = [Iso1987Ascii, Iso1987AsciiHex, Iso1987Binary];

    /// <summary>In fields.</summary>
    public static readonly IReadOnlyList<FieldDeviation> InFields =
    [
        new(Every, [34], "takes letters for an error: its ns is digits and punctuation", "47617390A", null) { Admits = NoLetters },
        new([Iso1987Ascii], [35], "shows a track's characters in hexadecimal, past the end of its memory", "4761=25", "343736313D3235"),
        new(Packed, [35], "takes the digits of a track for bytes, twice as many as there are", "4761739001010010=2512", null),
        new(Characters, [36], "takes separators for an error: its track 3 is letters and digits", "0159=978", null)
        {
            Admits = SlowContent.Digits + "Dd",
        },
        new(Packed, [36], "takes the digits of a track for characters, twice as many bytes as there are", "0159=9780000", null),
        new(Every, [37, 38, 39, 54], "takes a blank for an error: its an has none", "0 ", null) { Admits = LettersAndDigits },
        new(Characters, [50, 51], "takes a blank for an error: its an has none", "DM ", null) { Admits = LettersAndDigits },
        new(Packed, [49, 50, 51], "takes three packed digits for three characters", "978", null),
        new(Packed, [28, 29, 30, 31], "shows C as 3 and D as 4, the low halves of their bytes", "C00000125", "300000125")
        {
            Shows = SignAsDigit,
        },
        new(Packed, [97], "shows C as 3 and D as 4, the low halves of their bytes", "D0000000000000125", "40000000000000125")
        {
            Shows = SignAsDigit,
        },
        new(Every, [53], "reads eight digits of sixteen", "1234567890123456", "12345678"),
        new(Bytes, [55], "takes the bytes of chip data for characters", "9F0206", null) { Admits = Printable, Shows = FromHex },
        new(Hex, [55], "takes the length of chip data for that of its hexadecimal text, and reads half", "9F260812", "9F26"),
        new(Every, [65], "takes the bit for that of a third bitmap and stops", "0000000000000000", null),
        new(Characters, [86, 87, 88, 89], "reads fifteen digits of sixteen", "0123456789012345", "012345678901234"),
        new(Packed, [86, 87, 88, 89], "shows the last fifteen digits of sixteen", "1234567890123456", "234567890123456")
        {
            Shows = digits => digits[1..],
        },
        new(Characters, [92], "takes letters for an error: its field is n 2", "A1", null) { Admits = SlowContent.Digits },
        new(Characters, [93], "takes letters for an error: its field is n 5", "A1234", null) { Admits = SlowContent.Digits },
        new(Packed, [92], "takes the two characters for two packed digits", "12", "31"),
        new(Packed, [93], "takes the five characters for five packed digits", "12345", "13233"),
    ];

    /// <summary>In whole messages. Each is met by its probe and by no random message.</summary>
    public static readonly IReadOnlyList<MessageDeviation> InMessages =
    [
        new(Bytes, "takes less than 20 bytes for no message", "0800 3=990000", (_, frame) => frame.Length < 20),
        new([Iso1987Ascii], $"takes it for no message when the bitmap and what follows happen to be {NotHex}",
            "0200 8=1 16=1 24=1 32=1 40=AAA 48=1 56=1 64=0000000000000000", (_, frame) => LooksForeign(frame)),
        new(Packed, $"takes it for no message when the bytes from the seventh on happen to be {NotHex}",
            "0200 8=11111111 16=1111 24=111 32=11111111111 40=AAA 48=1 56=1 64=0000000000000000", (_, frame) => LooksForeign(frame)),
        new(Every, "takes an empty value for an error", "0200 3=990000 7=1231235959 44=",
            (message, _) => message.Values.Values.Any(value => value.Length == 0)),
        new(Packed, "reads two bytes beyond a length of three digits, which are not there", "0200 3=990000 7=1231235959 48=1",
            (message, _) => message.Values.Count > 0 && message.Values.Last() is var (field, value) && value.Length == 1
                && Iso1987Binary[field]!.Length.PrefixDigits == 3),
    ];

    /// <summary>What concerns a field of a format.</summary>
    public static FieldDeviation? Of(MessageFormat format, int field) =>
        InFields.SingleOrDefault(deviation => deviation.Formats.Contains(format) && deviation.Fields.Contains(field));

    /// <summary>Whether the dissector will not read the message for a reason that is none of its fields.</summary>
    public static bool Concern(MessageFormat format, SlowMessage message, byte[] frame) =>
        InMessages.Any(deviation => deviation.Formats.Contains(format) && deviation.Meets(message, frame));

    /// <summary>How the dissector is to show a value of full length.</summary>
    public static string Display(MessageFormat format, int field, byte[] plain)
    {
        string text = Text(format[field]!, plain);
        return Of(format, field)?.Shows is { } shows ? shows(text) : text;
    }

    /// <summary>How it shows a value to which no deviation applies: text as it is, binary elements in hexadecimal.</summary>
    public static string Text(FieldSpec spec, byte[] plain) =>
        spec.Content == ContentClass.Binary ? Convert.ToHexString(plain) : Encoding.ASCII.GetString(plain);

    private static string SignAsDigit(string value) => (value[0] == 'C' ? '3' : '4') + value[1..];

    private static string FromHex(string hex) => Encoding.ASCII.GetString(Convert.FromHexString(hex));

    // Behind the length, 16 bytes from the fourth on are read as text up to a zero; any byte that is not ASCII becomes the
    // replacement character, three bytes in UTF-8. If 16 bytes come out, they are to be hexadecimal digits.
    private static bool LooksForeign(byte[] frame)
    {
        byte[] text = [.. frame.Skip(4).Take(16).TakeWhile(b => b != 0)];
        return text.Sum(b => b < 0x80 ? 1 : 3) == 16 && !text.All(b => char.IsAsciiHexDigit((char)b));
    }
}
