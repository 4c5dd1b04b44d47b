using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Formats.Import;

/// <summary>The packagers that stand within a field, by messages made by hand.</summary>
public class JposPackagerTests
{
    private const string Sub = "iso.packager.GenericSubFieldPackager";

    private static string Chars(int id, int length) => JposFile.Field(id, "IF_CHAR", length);

    private static string LLChars(int id) => JposFile.Field(id, "IFA_LLCHAR", 99);

    /// <summary>Field, its elements in the file, what follows the bitmap, and the elements of the message.</summary>
    public static readonly TheoryData<int, string, string, string[]> Messages = new()
    {
        {
            43, JposFile.Within(43, Sub, "emitBitmap=\"false\"", Chars(1, 3) + LLChars(2), "IFA_LLLCHAR"),
            "303037 414243 30325859", ["43=ABC02XY", "43.1=ABC", "43.2=XY"]
        },
        {
            43, JposFile.Within(43, Sub, "emitBitmap=\"false\"", Chars(1, 3) + LLChars(2), "IFA_LLLCHAR"),
            "303033 414243", ["43=ABC", "43.1=ABC"]
        },
        {
            43, JposFile.Within(43, Sub, "emitBitmap=\"false\" firstField=\"0\"", Chars(0, 1) + JposFile.Field(1, "IFB_NUMERIC", 4)),
            "0003 41 1234", ["43=411234", "43.0=A", "43.1=1234"]
        },
        {
            43, JposFile.Within(43, Sub, "emitBitmap=\"false\"", Chars(1, 1) + JposFile.Field(2, "IFB_NUMERIC", 4), "IFA_LLLCHAR"),
            "303033 41 1234", ["43=411234", "43.1=A", "43.2=1234"]
        },
        {
            43, JposFile.Within(43, Sub, "emitBitmap=\"false\"", Chars(1, 1) + LLChars(2), "IFE_LLCHAR"),
            "F0F4 C1 F0F1 C2", ["43=A01B", "43.1=A", "43.2=B"]
        },
        {
            62, JposFile.Within(62, Sub, "", JposFile.Field(0, "IF_NOP", 0) + JposFile.Field(1, "IFB_BITMAP", 8) + LLChars(2) + LLChars(64)),
            "000F 4000000000000001 30324142 303143", ["62=4000000000000001" + "30324142" + "303143", "62.2=AB", "62.64=C"]
        },
        {
            62, JposFile.Within(62, Sub, "", JposFile.Field(1, "IFB_BITMAP", 16) + LLChars(2) + LLChars(66)),
            "0017 C000000000000000 4000000000000000 30324142 303143",
            ["62=C0000000000000004000000000000000" + "30324142" + "303143", "62.2=AB", "62.66=C"]
        },
        {
            62, JposFile.Within(62, Sub, "", JposFile.Field(1, "IFA_BITMAP", 8) + LLChars(2), "IFA_LLLCHAR"),
            "303230 34303030303030303030303030303030 30324142", ["62=400000000000000002AB", "62.2=AB"]
        },
        {
            62, JposFile.Within(62, "iso.packager.Base1SubFieldPackager", "", JposFile.Field(0, "IFB_BITMAP", 3) + Chars(1, 1) + Chars(3, 2)),
            "0006 A00000 45 4142", ["62=A00000454142", "62.1=E", "62.3=AB"]
        },
        {
            62, JposFile.Within(
                62, "iso.packager.Base1SubFieldPackager", "",
                JposFile.Field(0, "Base1_BITMAP126", 16, package: "org.jpos.iso.packager") + Chars(1, 1) + Chars(64, 1)),
            "000A 8000000000000001 45 46", ["62=80000000000000014546", "62.1=E", "62.64=F"]
        },
        {
            55, JposFile.Within(55, "iso.packager.ICCDataPackager", "", ""),
            "000D 9F0206000000001234 82025800", ["55=9F020600000000123482025800", "55.82=5800", "55.9F02=000000001234"]
        },
        {
            55, JposFile.Within(55, "tlv.packager.bertlv.BERTLVAsciiHexPackager", "", "", "IFA_LLLCHAR"),
            "303038 3832303235383030", ["55=82025800", "55.82=5800"]
        },
        {
            55, JposFile.Within(55, "tlv.packager.bertlv.BERTLVAsciiHexPackager", "", "", "IFE_LLLCHAR"),
            "F0F0F8 F8F2F0F2F5F8F0F0", ["55=82025800", "55.82=5800"]
        },
        {
            55, JposFile.Within(55, "tlv.packager.bertlv.BERTLVEbcdicHexPackager", "", ""),
            "0008 F8F2F0F2F5F8F0C1", ["55=8202580A", "55.82=580A"]
        },
        {
            48, JposFile.Within(
                48, "iso.packager.GenericTaggedFieldsPackager",
                "tagMapper=\"org.jpos.iso.packager.TTDecimalTagMapper\" tagSize=\"2\" lenSize=\"2\"",
                JposFile.Field(7, "IFA_TTLLCHAR", 9)),
            "000B 303730324142 39393031 5A", ["48=30373032414239393031" + "5A", "48.07=AB", "48.99=5A"]
        },
        {
            48, JposFile.Within(
                48, "tlv.packager.TaggedSequencePackager", "token=\"##\"",
                Chars(0, 1) + JposFile.Field(1, "IFTA_LLNUM", 9, "token=\"01\"")
                + JposFile.Field(2, "IFTA_LLCHAR", 9, "token=\"##\""), "IFA_LLLCHAR"),
            "303132 52 303130323132 5A5A303131", ["48=R010212ZZ011", "48.0=R", "48.01=12", "48.ZZ=31"]
        },
        {
            48, JposFile.Within(
                48, "tlv.packager.BinaryHexTaggedSequencePackager", "",
                JposFile.Field(1, "IFTB_LLBINARY", 9, "token=\"9f01\"")),
            "0005 9F01 02 A1B2", ["48=9F0102A1B2", "48.9F01=A1B2"]
        },
        {
            48, JposFile.Within(
                48, Sub, "emitBitmap=\"false\"",
                Chars(1, 1) + JposFile.Within(2, Sub, "emitBitmap=\"false\"", Chars(1, 1) + Chars(2, 1), "IFA_LLCHAR"), "IFA_LLLCHAR"),
            "303035 41 3032 4243", ["48=A02BC", "48.1=A", "48.2=BC", "48.2.1=B", "48.2.2=C"]
        },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public void The_elements_of_a_field_are_found(int field, string elements, string wire, string[] expected)
    {
        MessageFormat format = JposFile.Format(elements);
        AssertMessage(format, field, wire, expected);
    }

    [Fact]
    public void The_elements_of_data_sets_are_those_of_the_first()
    {
        FormatLoad load = JposFile.Load(JposFile.Within(
            43, "iso.packager.DatasetPackager", "", JposFile.Field(2, "IFB_LLCHAR", 50) + Chars(5, 3), "IFB_LLLLBINARY"));
        Assert.Contains("data set 71", Assert.Single(load.Problems).Message);
        AssertMessage(
            load.Format!, 43, "0019 71000C 4801 024142 585959 9F010142 72000101",
            [
                "43=71000C48010241425859599F01014272000101", "43.71=48010241425859599F010142", "43.71.2=AB", "43.71.5=XYY",
                "43.71.tlv=9F010142", "43.71.tlv.9F01=42", "43.72=01",
            ]);
    }

    [Theory]
    [InlineData("iso.packager.GenericPackager", "a whole message")]
    [InlineData("iso.packager.X92GenericPackager", "a whole message")]
    [InlineData("iso.packager.GICCSubFieldPackager", "filler")]
    [InlineData("iso.packager.CTCSubFieldPackager", "its own code")]
    [InlineData("iso.packager.FSDPackager", "another file")]
    [InlineData("iso.packager.XMLPackager", "XML text")]
    [InlineData("iso.packager.GenericSubFieldPacker", "did you mean GenericSubFieldPackager?")]
    [InlineData("tlv.packager.bertlv.BERTLVBinaryPackager", "without a tag")]
    [InlineData("iso.packager.Base1SubFieldPackager", "the element 0 is to be the bitmap")]
    [InlineData("iso.packager.GenericSubFieldPackager", "the element 1 is to be the bitmap")]
    [InlineData("iso.packager.EuroSubFieldPackager", "does not stand as that of its neighbours")]
    [InlineData("iso.packager.GenericTaggedFieldsPackager", "tagMapper is none of")]
    public void A_packager_that_does_not_go_with_its_elements_is_refused(string packager, string why)
    {
        FormatProblem problem = JposFile.OnlyError(JposFile.Load(JposFile.Within(48, packager, "", Chars(1, 3))));
        Assert.Contains(why, problem.Message);
    }

    [Fact]
    public void Elements_of_bytes_cannot_stand_in_translated_characters()
    {
        FormatLoad load = JposFile.Load(JposFile.Within(
            48, Sub, "emitBitmap=\"false\"", JposFile.Field(1, "IFB_NUMERIC", 4), "IFE_LLLCHAR"));
        Assert.Contains("translated to EBCDIC", JposFile.OnlyError(load).Message);
    }

    private static void AssertMessage(MessageFormat format, int field, string wire, string[] expected)
    {
        string bitmap = (1UL << 64 - field).ToString("X16");
        string message = "30383030" + bitmap + wire.Replace(" ", "");
        SortedDictionary<string, string> values = ImportedMessage.Read(format, message);
        Assert.Equal(
            expected, values.Where(value => value.Key != "0").Select(value => $"{value.Key}={value.Value}"));
        Assert.Equal(message, ImportedMessage.Write(format, "0800", (field, values[$"{field}"])));
    }
}
