using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Formats;

public class Iso2003TableTests
{
    // ISO 8583:2003, number and attribute of every data element, lengths of bits in bytes; what the standard constructs of
    // parts has the class that holds them all. Where tables in use differ: 22 b 12 (not 16), 27 b 25 (not 27), 49 b ...999
    // (not ....9999), 64 and 128 b 4 (not 8), 72 b ...999 (not ....9999), 74 n 156 (78 is its packed length), 91 like its
    // neighbours, 99 an ..11 (not n), 111 to 115 reserved for ISO use (not private).
    private const string Attributes = """
        2 n ..19; 3 an 6; 4 n 16; 5 n 16; 6 n 16; 7 n 10; 8 n 12; 9 n 8; 10 n 8; 11 n 12; 12 n 14; 13 n 6; 14 n 4;
        15 n 8; 16 n 4; 17 n 4; 18 b ...140; 19 n 3; 20 n 3; 21 ans 22; 22 b 12; 23 n 3; 24 n 3; 25 n 4; 26 n 4;
        27 b 25; 28 n 8; 29 n 3; 30 n 32; 31 n 23; 32 n ..11; 33 n ..11; 34 b ....9999; 35 z ..37; 36 z ...104;
        37 an 12; 38 an 6; 39 n 4; 40 n 3; 41 ans 16; 42 ans ..35; 43 b ....9999; 44 b ....9999; 45 ans ..76;
        46 ans ...216; 47 ans ...999; 48 ans ...999; 49 b ...999; 50 b ....9999; 51 b ....9999; 52 b 8; 53 b ..48;
        54 an ...126; 55 b ....9999; 56 n ..41; 57 n 3; 58 n ..11; 59 ans ...999; 60 ans ...999; 61 ans ...999;
        62 ans ...999; 63 ans ...999; 64 b 4; 65 b 8; 66 ans ...216; 67 n 2; 68 ans 9; 69 ans 40; 70 n 18;
        71 b ....9999; 72 b ...999; 73 n 8; 74 n 156; 75 n 90; 76 b ....9999; 77 b ....9999; 78 b ....9999;
        79 b ....9999; 80 b ....9999; 81 b ....9999; 82 b ....9999; 83 b ....9999; 84 b ....9999; 85 b ....9999;
        86 b ....9999; 87 b ....9999; 88 b ....9999; 89 b ....9999; 90 b ....9999; 91 b ....9999; 92 b ....9999;
        93 n ..11; 94 n ..11; 95 ans ..99; 96 b ...999; 97 an 21; 98 ans 25; 99 an ..11; 100 n ..11; 101 ans ..99;
        102 ans ..28; 103 ans ..28; 104 b ....9999; 105 b ....9999; 106 b ....9999; 107 b ....9999; 108 b ....9999;
        109 ans ...144; 110 ans ...144; 111 b ....9999; 112 b ....9999; 113 b ....9999; 114 b ....9999; 115 b ....9999;
        116 b ....9999; 117 b ....9999; 118 b ....9999; 119 b ....9999; 120 b ....9999; 121 b ....9999; 122 b ....9999;
        123 b ....9999; 124 b ....9999; 125 b ....9999; 126 b ....9999; 127 b ....9999; 128 b 4;
        """;

    private const string Sensitive =
        "2 Pan; 34 KeyOrMac; 35 Track; 36 Track; 45 Track; 48 Private; 49 Private; 52 Pin; 53 KeyOrMac; " +
        "55 Track; 62 Private; 63 Private; 64 KeyOrMac; 72 Pan; 96 KeyOrMac; 102 Pan; 103 Pan; 123 Private; " +
        "124 Private; 125 Private; 126 Private; 127 Private; 128 KeyOrMac";

    public static TheoryData<string> Formats => ElementTables.FormatsOf("iso2003");

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_element_has_the_attribute_of_the_standard(string name) => ElementTables.HasAttributes(name, Attributes);

    [Theory]
    [MemberData(nameof(Formats))]
    public void Sensitive_elements_are_marked(string name) => ElementTables.Marks(name, Sensitive);
}
