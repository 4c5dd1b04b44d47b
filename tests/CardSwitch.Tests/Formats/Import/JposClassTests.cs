using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Formats.Import;

/// <summary>
/// Every class of fields that jPOS has, with a value and the bytes that it becomes, derived by hand from what the classes
/// are documented to be.
/// </summary>
public class JposClassTests
{
    private const string Numbered = "iso.packager.EuroSubFieldPackager";
    private const string NumberedEbcdic = "iso.packager.MasterCardEBCDICSubFieldPackager";
    private const string Mapped = "iso.packager.GenericTaggedFieldsPackager";
    private const string Sequence = "tlv.packager.TaggedSequencePackager";
    private const string Tt = "tagMapper=\"org.jpos.iso.packager.TTDecimalTagMapper\"";
    private const string Ttt = "tagMapper=\"org.jpos.iso.packager.TTTDecimalTagMapper\"";

    /// <summary>Class, length, attributes, value set, bytes, and the value read where it is another.</summary>
    public static readonly TheoryData<string, int, string, string, string, string?> Plain = new()
    {
        { "IF_CHAR", 5, "", "Ab", "4162202020", "Ab   " },
        { "IF_CHAR", 2, "", "A\u00E9", "41E9", null },
        { "IFA_NUMERIC", 6, "", "123", "303030313233", "000123" },
        { "IFA_AMOUNT", 9, "", "D00000150", "443030303030313530", null },
        { "IFA_AMOUNT2003", 16, "", "9782000000001234", "39373832303030303030303031323334", null },
        { "IFA_BINARY", 3, "", "0A1BFF", "304131424646", null },
        { "IFB_NUMERIC", 6, "", "1234", "001234", "001234" },
        { "IFB_NUMERIC", 5, "pad=\"false\"", "12345", "123450", null },
        { "IFB_NUMERIC", 5, "", "123", "001230", "00123" },
        { "IFB_NUMERIC", 5, "pad=\"true\"", "12345", "012345", null },
        { "IFB_FNUMERIC", 5, "", "12345", "12345F", null },
        { "IFB_FNUMERIC", 5, "pad=\"true\"", "12345", "012345", null },
        { "IFB_FNUMERIC", 4, "", "12", "0012", "0012" },
        { "IFB_AMOUNT", 9, "", "C12345678", "4312345678", null },
        { "IFB_AMOUNT", 8, "pad=\"true\"", "D1234567", "4401234567", null },
        { "IFB_AMOUNT2003", 16, "", "9782000000001234", "9782000000001234", null },
        { "IFB_BINARY", 3, "", "0A1BFF", "0A1BFF", null },
        { "IFE_CHAR", 5, "", "Ab", "C182404040", "Ab   " },
        { "IF_ECHAR", 5, "", "A[", "C1AD404040", "A[   " },
        { "IFE_NUMERIC", 4, "", "12", "F0F0F1F2", "0012" },
        { "IFE_SIGNED_NUMERIC", 4, "", "D0012", "F0F0F1D2", null },
        { "IFE_SIGNED_NUMERIC", 4, "", "C0012", "F0F0F1F2", null },
        { "IFE_AMOUNT", 4, "", "C012", "C3F0F1F2", null },
        { "IFE_BINARY", 2, "", "0AF1", "F0C1C6F1", null },

        { "IF_TCHAR", 9, "token=\"=\"", "AB", "41423D", null },
        { "IF_FSTCHAR", 9, "", "AB", "41425C", null },
        { "IF_FSTCHAR", 9, "token=\"|\"", "AB", "41427C", null },
        { "IF_FSTBINARY", 9, "", "A1B2", "A1B25C", null },
        { "IF_FCHAR", 9, "", "AB", "4142", null },
        { "IF_FBINARY", 9, "", "A1B2", "A1B2", null },

        { "IFA_LCHAR", 9, "", "AB", "324142", null },
        { "IFA_LLCHAR", 99, "", "AB", "30324142", null },
        { "IFA_LLLCHAR", 999, "", "AB", "3030324142", null },
        { "IFA_LLLLCHAR", 9999, "", "AB", "303030324142", null },
        { "IFA_LLLLLCHAR", 99999, "", "AB", "30303030324142", null },
        { "IFA_LLLLLLCHAR", 999999, "", "AB", "3030303030324142", null },
        { "IFA_LLNUM", 19, "", "123", "3033313233", null },
        { "IFA_LLLNUM", 19, "", "123", "303033313233", null },
        { "IFA_LBINARY", 9, "", "A1B2C3", "33A1B2C3", null },
        { "IFA_LLBINARY", 99, "", "A1B2C3", "3033A1B2C3", null },
        { "IFA_LLLBINARY", 999, "", "A1B2C3", "303033A1B2C3", null },
        { "IFA_LLLLBINARY", 999, "", "A1B2C3", "30303033A1B2C3", null },
        { "IFA_LLLLLBINARY", 999, "", "A1B2C3", "3030303033A1B2C3", null },
        { "IFA_LLLLLLBINARY", 999, "", "A1B2C3", "303030303033A1B2C3", null },
        { "IFA_LLABINARY", 99, "", "A1B2C3", "3033413142324333", null },
        { "IFA_LLLABINARY", 99, "", "A1B2C3", "303033413142324333", null },
        { "IFA_LLBNUM", 19, "", "123", "30331230", null },
        { "IFA_LLBNUM", 19, "pad=\"true\"", "123", "30330123", null },
        { "IFAE_LLCHAR", 99, "", "AB", "3032C1C2", null },

        { "IFB_LLNUM", 19, "", "123", "031230", null },
        { "IFB_LLNUM", 19, "pad=\"true\"", "123", "030123", null },
        { "IFB_LLNUM", 19, "", "1234", "041234", null },
        { "IFB_LLLNUM", 19, "", "123", "00031230", null },
        { "IFB_FLLNUM", 19, "", "123", "03123F", null },
        { "IFB_FLLNUM", 19, "pad=\"true\"", "123", "030123", null },
        { "IFB_FLLLNUM", 19, "", "123", "0003123F", null },
        { "IFB_LLCHAR", 99, "", "AB", "024142", null },
        { "IFB_LLLCHAR", 999, "", "AB", "00024142", null },
        { "IFB_LLLLCHAR", 9999, "", "AB", "00024142", null },
        { "IFB_LLLLLLCHAR", 99999, "", "AB", "0000024142", null },
        { "IFB_LLBINARY", 99, "", "A1B2C3", "03A1B2C3", null },
        { "IFB_LLLBINARY", 999, "", "A1B2C3", "0003A1B2C3", null },
        { "IFB_LLLLBINARY", 9999, "", "A1B2C3", "0003A1B2C3", null },
        { "IFB_LLHEX", 49, "", "A1B2C3", "06A1B2C3", null },
        { "IFB_LLLHEX", 499, "", "A1B2C3", "0006A1B2C3", null },

        { "IFB_LLHNUM", 19, "", "123", "031230", null },
        { "IFB_LLLHNUM", 19, "", "123", "00031230", null },
        { "IFB_LLHCHAR", 255, "", "AB", "024142", null },
        { "IFB_LLLHCHAR", 999, "", "AB", "00024142", null },
        { "IFB_LLHECHAR", 255, "", "AB", "02C1C2", null },
        { "IFB_LLLHECHAR", 999, "", "AB", "0002C1C2", null },
        { "IFB_LHBINARY", 255, "", "A1B2C3", "03A1B2C3", null },
        { "IFB_LHBINARY", 254, "inclusive=\"true\"", "A1B2C3", "04A1B2C3", null },
        { "IFB_LLHBINARY", 255, "", "A1B2C3", "03A1B2C3", null },
        { "IFB_LLHBINARY", 254, "inclusive=\"true\"", "A1B2C3", "04A1B2C3", null },
        { "IFB_LLLHBINARY", 999, "", "A1B2C3", "0003A1B2C3", null },
        { "IFB_LLLHBINARY", 999, "inclusive=\"true\"", "A1B2C3", "0005A1B2C3", null },

        { "IFE_LCHAR", 9, "", "AB", "F2C1C2", null },
        { "IFE_LLCHAR", 99, "", "AB", "F0F2C1C2", null },
        { "IFE_LLLCHAR", 999, "", "AB", "F0F0F2C1C2", null },
        { "IFE_LLLLCHAR", 999, "", "AB", "F0F0F0F2C1C2", null },
        { "IFE_LNUM", 9, "", "123", "F3F1F2F3", null },
        { "IFE_LLNUM", 19, "", "123", "F0F3F1F2F3", null },
        { "IFE_LLLNUM", 19, "", "123", "F0F0F3F1F2F3", null },
        { "IFE_LBINARY", 9, "", "A1B2C3", "F3A1B2C3", null },
        { "IFE_LLBINARY", 99, "", "A1B2C3", "F0F3A1B2C3", null },
        { "IFE_LLLBINARY", 999, "", "A1B2C3", "F0F0F3A1B2C3", null },
        { "IFE_LLLLBINARY", 999, "", "A1B2C3", "F0F0F0F3A1B2C3", null },
        { "IFEA_LLCHAR", 99, "", "AB", "F0F24142", null },
        { "IFEB_LLNUM", 19, "", "123", "F0F2123F", null },
        { "IFEB_LLNUM", 19, "", "1239", "F0F21239", null },
        { "IFEB_LLLNUM", 19, "", "123", "F0F0F2123F", null },
    };

    /// <summary>The same of classes that are taken with a warning.</summary>
    public static readonly TheoryData<string, int, string, string> Warned = new()
    {
        { "IFB_HEX", 6, "0A1BFF", "0A1BFF" },
        { "IFE_LLLEBINARY", 99, "AB", "F0F0F2C1C2" },
    };

    /// <summary>Class, packager, its attributes, value of the element 7, bytes of the element.</summary>
    public static readonly TheoryData<string, string, string, string, string> TaggedClasses = new()
    {
        { "IFEP_LLCHAR", Numbered, "", "AB", "303430374142" },
        { "IFMC_LLCHAR", Numbered, "", "AB", "303730324142" },
        { "IFMC_LLLCHAR", Numbered, "", "AB", "30373030324142" },
        { "IFMC_LLBINARY", Numbered, "", "A1B2C3", "30373033A1B2C3" },
        { "IFMC_LLLBINARY", Numbered, "", "A1B2C3", "3037303033A1B2C3" },
        { "IFEMC_LLCHAR", Numbered, "", "AB", "3037F0F2C1C2" },
        { "IFA_TTLCHAR", Mapped, Tt, "AB", "3037324142" },
        { "IFA_TTLLCHAR", Mapped, Tt, "AB", "303730324142" },
        { "IFA_TTLLLCHAR", Mapped, Tt, "AB", "30373030324142" },
        { "IFA_TTLLLLCHAR", Mapped, Tt, "AB", "3037303030324142" },
        { "IFA_TTLBINARY", Mapped, Tt, "A1B2C3", "303733A1B2C3" },
        { "IFA_TTLLBINARY", Mapped, Tt, "A1B2C3", "30373033A1B2C3" },
        { "IFA_TTLLLBINARY", Mapped, Tt, "A1B2C3", "3037303033A1B2C3" },
        { "IFA_TTLLLLBINARY", Mapped, Tt, "A1B2C3", "303730303033A1B2C3" },
        { "IFA_TTTLLLCHAR", Mapped, Ttt, "AB", "3030373030324142" },
        { "IFEP_LLLCHAR", NumberedEbcdic, "", "AB", "F0F0F4F0F74142" },
        { "IFEP_LLLBINARY", NumberedEbcdic, "", "A1B2C3", "F0F0F5F0F7A1B2C3" },
        { "IFELPE_LLLCHAR", NumberedEbcdic, "", "AB", "F0F0F4F0F7C1C2" },
        { "IFEPE_LLCHAR", NumberedEbcdic, "", "AB", "F0F7F0F2C1C2" },
        { "IFEPE_LLBINARY", NumberedEbcdic, "", "A1B2C3", "F0F7F0F3A1B2C3" },
        { "IFTA_LLCHAR", Sequence, "", "AB", "303730324142" },
        { "IFTA_LLLCHAR", Sequence, "", "AB", "30373030324142" },
        { "IFTA_LLNUM", Sequence, "", "123", "30373033313233" },
        { "IFTA_LLLNUM", Sequence, "", "123", "3037303033313233" },
        { "IFTA_LLBINARY", Sequence, "", "A1B2C3", "30373033A1B2C3" },
        { "IFTA_LLLBINARY", Sequence, "", "A1B2C3", "3037303033A1B2C3" },
        { "IFTB_LLBINARY", Sequence, "", "A1B2C3", "303703A1B2C3" },
    };

    /// <summary>Class and why a format cannot say it.</summary>
    public static readonly TheoryData<string, string> Refused = new()
    {
        { "IFA_FLLCHAR", "how much of a fixed number of bytes counts" },
        { "IFA_FLLNUM", "how much of a fixed number of bytes counts" },
        { "IFB_LLHFBINARY", "how much of a fixed number of bytes counts" },
        { "IFMC_TCC", "depends on the byte that follows" },
        { "IFEMC_TCC", "depends on the byte that follows" },
        { "IF_TBASE", "abstract" },
        { "IFIPM_LLLCHAR", "in no packager that goes by such tags" },
        { "IFEMC_LLLCHAR", "in no packager that goes by such tags" },
        { "IFEPE_LLLCHAR", "in no packager that goes by such tags" },
    };

    /// <summary>Classes with a test of their own.</summary>
    private static readonly string[] Elsewhere = ["IFA_BITMAP", "IFB_BITMAP", "IFE_BITMAP", "IF_NOP", "IF_UNUSED"];

    [Fact]
    public void Every_class_is_tested()
    {
        string[] tested =
        [
            .. Plain.Select(row => (string)row[0]), .. Warned.Select(row => (string)row[0]),
            .. TaggedClasses.Select(row => (string)row[0]), .. Refused.Select(row => (string)row[0]), .. Elsewhere,
        ];
        Assert.Equal(118, tested.Distinct().Count());
        Assert.Equal(
            tested.Append("X92_BITMAP").Append("Base1_BITMAP126").Distinct().Order(StringComparer.Ordinal),
            JposClasses.Table.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Plain))]
    public void A_class_puts_these_bytes(
        string @class, int length, string attributes, string value, string wire, string? read)
    {
        MessageFormat format = JposFile.Format(JposFile.Field(48, @class, length, attributes));
        string message = "30383030" + "0000000000010000" + wire;
        Assert.Equal(message, ImportedMessage.Write(format, "0800", (48, value)));
        Assert.Equal(read ?? value, ImportedMessage.Read(format, message)["48"]);
    }

    [Theory]
    [MemberData(nameof(Warned))]
    public void A_class_with_a_warning_puts_these_bytes(string @class, int length, string value, string wire)
    {
        FormatLoad load = JposFile.Load(JposFile.Field(48, @class, length));
        Assert.True(Assert.Single(load.Problems).IsWarning);
        string message = "30383030" + "0000000000010000" + wire;
        Assert.Equal(message, ImportedMessage.Write(load.Format!, "0800", (48, value)));
        Assert.Equal(value, ImportedMessage.Read(load.Format!, message)["48"]);
    }

    [Theory]
    [MemberData(nameof(TaggedClasses))]
    public void A_class_with_a_tag_puts_these_bytes(
        string @class, string packager, string attributes, string value, string wire)
    {
        string element = JposFile.Field(7, @class, 9, "token=\"07\"");
        MessageFormat format = JposFile.Format(JposFile.Within(48, packager, attributes, element));
        string message = $"30383030 0000000000010000 {wire.Length / 2:X4} {wire}";
        string key = attributes == Ttt ? "48.007" : "48.07";
        var values = ImportedMessage.Read(format, message);
        Assert.Equal(value, values[key]);
        Assert.Equal(message.Replace(" ", ""), ImportedMessage.Write(format, "0800", (48, values["48"])));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_class_that_cannot_be_said_is_refused_by_name_and_line(string @class, string why)
    {
        FormatProblem problem = JposFile.OnlyError(JposFile.Load(JposFile.Field(48, @class, 9)));
        Assert.Equal(4, problem.Line);
        Assert.Equal("48", problem.Path);
        Assert.Contains(@class, problem.Message);
        Assert.Contains(why, problem.Message);
    }

    [Theory]
    [InlineData("IFA_BITMAP", FieldEncoding.HexAscii, "30303030303030303030303130303030")]
    [InlineData("IFB_BITMAP", FieldEncoding.Binary, "0000000000010000")]
    [InlineData("IFE_BITMAP", FieldEncoding.HexEbcdic, "F0F0F0F0F0F0F0F0F0F0F0F1F0F0F0F0")]
    public void A_class_of_bitmaps_puts_these_bytes(string @class, FieldEncoding encoding, string bitmap)
    {
        MessageFormat format = JposFile.Sound(JposFile.Import(
            $"""
            <isopackager>
              {JposFile.Field(0, "IFA_NUMERIC", 4)} {JposFile.Field(1, @class, 16)} {JposFile.Field(48, "IFA_LCHAR", 9)}
            </isopackager>
            """));
        Assert.Equal(encoding, format.BitmapEncoding);
        string message = "30383030" + bitmap + "3158";
        Assert.Equal(message, ImportedMessage.Write(format, "0800", (48, "X")));
        Assert.Equal("X", ImportedMessage.Read(format, message)["48"]);
    }

    [Theory]
    [InlineData("IF_NOP")]
    [InlineData("IF_UNUSED")]
    public void A_class_without_bytes_leaves_its_field_out(string @class)
    {
        FormatLoad load = JposFile.Load(JposFile.Field(47, "IFA_LCHAR", 9) + JposFile.Field(48, @class, 9));
        Assert.True(Assert.Single(load.Problems).IsWarning);
        Assert.Equal([47], load.Format!.Fields);
    }
}
