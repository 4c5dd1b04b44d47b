using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Formats;

public class Iso1987TableTests
{
    // ISO 8583:1987, number and attribute of every data element, lengths of bits in bytes; DE 55, which the standard
    // reserves (ans ...999), as networks use it for chip data.
    private const string Attributes = """
        2 n ..19; 3 n 6; 4 n 12; 5 n 12; 6 n 12; 7 n 10; 8 n 8; 9 n 8;
        10 n 8; 11 n 6; 12 n 6; 13 n 4; 14 n 4; 15 n 4; 16 n 4; 17 n 4;
        18 n 4; 19 n 3; 20 n 3; 21 n 3; 22 n 3; 23 n 3; 24 n 3; 25 n 2;
        26 n 2; 27 n 1; 28 x+n 9; 29 x+n 9; 30 x+n 9; 31 x+n 9; 32 n ..11; 33 n ..11;
        34 ns ..28; 35 z ..37; 36 z ...104; 37 an 12; 38 an 6; 39 an 2; 40 an 3; 41 ans 8;
        42 ans 15; 43 ans 40; 44 ans ..25; 45 ans ..76; 46 ans ...999; 47 ans ...999; 48 ans ...999; 49 a|n 3;
        50 a|n 3; 51 a|n 3; 52 b 8; 53 n 16; 54 an ...120; 55 b ...999; 56 ans ...999; 57 ans ...999;
        58 ans ...999; 59 ans ...999; 60 ans ...999; 61 ans ...999; 62 ans ...999; 63 ans ...999; 64 b 8; 65 b 8;
        66 n 1; 67 n 2; 68 n 3; 69 n 3; 70 n 3; 71 n 4; 72 n 4; 73 n 6;
        74 n 10; 75 n 10; 76 n 10; 77 n 10; 78 n 10; 79 n 10; 80 n 10; 81 n 10;
        82 n 12; 83 n 12; 84 n 12; 85 n 12; 86 n 16; 87 n 16; 88 n 16; 89 n 16;
        90 n 42; 91 an 1; 92 an 2; 93 an 5; 94 an 7; 95 an 42; 96 b 8; 97 x+n 17;
        98 ans 25; 99 n ..11; 100 n ..11; 101 ans ..17; 102 ans ..28; 103 ans ..28; 104 ans ...100; 105 ans ...999;
        106 ans ...999; 107 ans ...999; 108 ans ...999; 109 ans ...999; 110 ans ...999; 111 ans ...999; 112 ans ...999; 113 ans ...999;
        114 ans ...999; 115 ans ...999; 116 ans ...999; 117 ans ...999; 118 ans ...999; 119 ans ...999; 120 ans ...999; 121 ans ...999;
        122 ans ...999; 123 ans ...999; 124 ans ...999; 125 ans ...999; 126 ans ...999; 127 ans ...999; 128 b 8;
        """;

    private const string Sensitive = "2 Pan; 34 Pan; 35 Track; 36 Track; 45 Track; 48 Private; 52 Pin; 53 KeyOrMac; " +
        "55 Track; 60 Private; 61 Private; 62 Private; 63 Private; 64 KeyOrMac; 96 KeyOrMac; 102 Pan; 103 Pan; " +
        "120 Private; 121 Private; 122 Private; 123 Private; 124 Private; 125 Private; 126 Private; 127 Private; " +
        "128 KeyOrMac";

    public static TheoryData<string> Formats => ElementTables.FormatsOf("iso1987");

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_element_has_the_attribute_of_the_standard(string name) => ElementTables.HasAttributes(name, Attributes);

    [Theory]
    [MemberData(nameof(Formats))]
    public void Sensitive_elements_are_marked(string name) => ElementTables.Marks(name, Sensitive);

    [Fact]
    public void Characters_bytes_and_packed_digits_stand_where_the_dialect_puts_them()
    {
        Assert.Equal(
            "Ascii Binary n:Ascii a|n:Ascii z:Ascii ans:Ascii b:Binary x+n:Ascii Ascii",
            Encodings(MessageFormats.Iso1987Ascii));
        Assert.Equal(
            "Ascii HexAscii n:Ascii a|n:Ascii z:Ascii ans:Ascii b:HexAscii x+n:Ascii Ascii",
            Encodings(MessageFormats.Iso1987AsciiHex));
        Assert.Equal(
            "Bcd Binary n:Bcd a|n:Bcd z:Bcd ans:Ascii b:Binary x+n:Bcd Bcd",
            Encodings(MessageFormats.Iso1987Binary));
    }

    private static string Encodings(MessageFormat format)
    {
        int[] telling = [3, 49, 35, 43, 52, 28];
        IEnumerable<string> each = telling.Select(
            field => $"{format[field]!.Attribute.Split(' ')[0]}:{format[field]!.Encoding}");
        return $"{format.MtiEncoding} {format.BitmapEncoding} {string.Join(' ', each)} {format[2]!.Prefix}";
    }
}
