using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Formats;

public class Iso1993TableTests
{
    // ISO 8583:1993, number and attribute of every data element, lengths of bits in bytes. Where tables in use differ:
    // 22 an 12 (not ans 15), 30 n 24 (not 12), 44 ans ..99 (not ...999), 53 b ..48 (not fixed, not digits), 55 b ...255
    // (not 999), 71 n 8 (not 6), 99 an ..11 (though other institution codes are n), 101 ans ..17 (not ..99).
    private const string Attributes = """
        2 n ..19; 3 n 6; 4 n 12; 5 n 12; 6 n 12; 7 n 10; 8 n 8; 9 n 8; 10 n 8; 11 n 6; 12 n 12; 13 n 4; 14 n 4; 15 n 6;
        16 n 4; 17 n 4; 18 n 4; 19 n 3; 20 n 3; 21 n 3; 22 an 12; 23 n 3; 24 n 3; 25 n 4; 26 n 4; 27 n 1; 28 n 6;
        29 n 3; 30 n 24; 31 ans ..99; 32 n ..11; 33 n ..11; 34 ns ..28; 35 z ..37; 36 z ...104; 37 an 12; 38 an 6;
        39 n 3; 40 n 3; 41 ans 8; 42 ans 15; 43 ans ..99; 44 ans ..99; 45 ans ..76; 46 ans ...204; 47 ans ...999;
        48 ans ...999; 49 a|n 3; 50 a|n 3; 51 a|n 3; 52 b 8; 53 b ..48; 54 ans ...120; 55 b ...255; 56 n ..35; 57 n 3;
        58 n ..11; 59 ans ...999; 60 ans ...999; 61 ans ...999; 62 ans ...999; 63 ans ...999; 64 b 8; 65 b 8;
        66 ans ...204; 67 n 2; 68 n 3; 69 n 3; 70 n 3; 71 n 8; 72 ans ...999; 73 n 6; 74 n 10; 75 n 10; 76 n 10;
        77 n 10; 78 n 10; 79 n 10; 80 n 10; 81 n 10; 82 n 10; 83 n 10; 84 n 10; 85 n 10; 86 n 16; 87 n 16; 88 n 16;
        89 n 16; 90 n 10; 91 n 3; 92 n 3; 93 n ..11; 94 n ..11; 95 ans ..99; 96 b ...999; 97 x+n 17; 98 ans 25;
        99 an ..11; 100 n ..11; 101 ans ..17; 102 ans ..28; 103 ans ..28; 104 ans ...100; 105 n 16; 106 n 16; 107 n 10;
        108 n 10; 109 ans ..84; 110 ans ..84; 111 ans ...999; 112 ans ...999; 113 ans ...999; 114 ans ...999;
        115 ans ...999; 116 ans ...999; 117 ans ...999; 118 ans ...999; 119 ans ...999; 120 ans ...999; 121 ans ...999;
        122 ans ...999; 123 ans ...999; 124 ans ...999; 125 ans ...999; 126 ans ...999; 127 ans ...999; 128 b 8;
        """;

    private const string Sensitive =
        "2 Pan; 34 Pan; 35 Track; 36 Track; 45 Track; 48 Private; 52 Pin; 53 KeyOrMac; 55 Track; 62 Private; " +
        "63 Private; 64 KeyOrMac; 72 Pan; 96 KeyOrMac; 102 Pan; 103 Pan; 123 Private; 124 Private; 125 Private; " +
        "126 Private; 127 Private; 128 KeyOrMac";

    public static TheoryData<string> Formats => ElementTables.FormatsOf("iso1993");

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_element_has_the_attribute_of_the_standard(string name) => ElementTables.HasAttributes(name, Attributes);

    [Theory]
    [MemberData(nameof(Formats))]
    public void Sensitive_elements_are_marked(string name) => ElementTables.Marks(name, Sensitive);
}
