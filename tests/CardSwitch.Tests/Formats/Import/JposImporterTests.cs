using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Formats.Import;

public class JposImporterTests
{
    internal const string BinaryFile =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE isopackager PUBLIC "-//jPOS/jPOS Generic Packager DTD 1.0//EN" "http://jpos.org/dtd/generic-packager-1.0.dtd">
        <isopackager headerLength="5">
          <isofield id="0" length="4" name="Type" class="org.jpos.iso.IFB_NUMERIC" pad="true"/>
          <isofield id="1" length="16" name="Bitmap" class="org.jpos.iso.IFB_BITMAP"/>
          <isofield id="2" length="19" name="Card number" class="org.jpos.iso.IFB_LLNUM" pad="true"/>
          <isofield id="3" length="6" name="Processing code" class="org.jpos.iso.IFB_NUMERIC"/>
          <isofield id="4" length="12" name="Amount" class="org.jpos.iso.IFB_NUMERIC"/>
          <isofield id="11" length="6" name="Trace number" class="org.jpos.iso.IFB_NUMERIC"/>
          <isofield id="22" length="3" name="Entry mode" class="org.jpos.iso.IFB_NUMERIC" pad="true"/>
          <isofield id="28" length="9" name="Fee" class="org.jpos.iso.IFB_AMOUNT"/>
          <isofield id="35" length="37" name="Track 2" class="org.jpos.iso.IFB_LLNUM  "/>
          <isofield id="41" length="8" name="Terminal" class="org.jpos.iso.IF_CHAR"/>
          <isofield id="52" length="8" name="PIN" class="org.jpos.iso.IFB_BINARY"/>
          <isofieldpackager id="55" length="255" name="Chip data" class="org.jpos.iso.IFB_LLLBINARY"
                            packager="org.jpos.tlv.packager.bertlv.BERTLVBinaryPackager"/>
          <isofield id="70" length="3" name="Network code" class="org.jpos.iso.IFB_NUMERIC" pad="true"/>
        </isopackager>
        """;

    private const string BinaryMessage =
        "0000000000" + "0200" + "F020041020801200" + "0400000000000000"
        + "16" + "4761739001010119" + "000000" + "000000012345" + "123456" + "0051" + "4300001234"
        + "33" + "4761739001010119D27122011758928880" + "5445524D30303031" + "0123456789ABCDEF"
        + "0013" + "9F0206000000012345" + "82025800" + "0301";

    [Fact]
    public void A_message_of_packed_digits_is_read_and_written_back()
    {
        MessageFormat format = JposFile.Sound(JposFile.Import(BinaryFile));
        Assert.Equal("bank", format.Name);
        SortedDictionary<string, string> values = ImportedMessage.Read(format, BinaryMessage);
        Assert.Equal("0200", values["0"]);
        Assert.Equal("4761739001010119", values["2"]);
        Assert.Equal("000000012345", values["4"]);
        Assert.Equal("051", values["22"]);
        Assert.Equal("C00001234", values["28"]);
        Assert.Equal("4761739001010119=2712201175892888", values["35"]);
        Assert.Equal("TERM0001", values["41"]);
        Assert.Equal("000000012345", values["55.9F02"]);
        Assert.Equal("5800", values["55.82"]);
        Assert.Equal("301", values["70"]);
        var fields = values.Where(value => value.Key != "0" && !value.Key.Contains('.'));
        Assert.Equal(
            BinaryMessage,
            ImportedMessage.Write(format, "0200", [.. fields.Select(value => (int.Parse(value.Key), value.Value))]));
    }

    [Fact]
    public void Elements_are_masked_by_their_number()
    {
        MessageFormat format = JposFile.Sound(JposFile.Import(BinaryFile));
        Assert.Equal(
            [(2, Sensitivity.Pan), (35, Sensitivity.Track), (52, Sensitivity.Pin), (55, Sensitivity.Track)],
            from field in format.Fields
            where format[field]!.Sensitivity != Sensitivity.None
            select (field, format[field]!.Sensitivity));
    }

    [Theory]
    [InlineData("IFA_NUMERIC", FieldEncoding.Ascii)]
    [InlineData("IF_CHAR", FieldEncoding.Ascii)]
    [InlineData("IFB_NUMERIC", FieldEncoding.Bcd)]
    [InlineData("IFE_NUMERIC", FieldEncoding.Ebcdic1047)]
    [InlineData("IFE_CHAR", FieldEncoding.Ebcdic1047)]
    public void The_class_of_field_0_is_the_encoding_of_the_message_type(string @class, FieldEncoding encoding)
    {
        FormatLoad load = JposFile.Import(
            $"<isopackager>{JposFile.Field(0, @class, 4)}{JposFile.Field(1, "IFB_BITMAP", 16)}</isopackager>");
        Assert.Equal(encoding, JposFile.Sound(load).MtiEncoding);
    }

    [Fact]
    public void A_bitmap_of_24_bytes_has_a_third_part_and_no_field_65()
    {
        FormatLoad load = JposFile.Import(
            $"""
            <isopackager>
              {JposFile.Field(0, "IFA_NUMERIC", 4)}{JposFile.Field(1, "IFB_BITMAP", 24)}
              {JposFile.Field(65, "IFB_BINARY", 8)}
              {JposFile.Field(130, "IFA_LCHAR", 9)}
            </isopackager>
            """);
        Assert.Contains("bit 65 announces", Assert.Single(load.Problems).Message);
        string message = "30383030" + "8000000000000000" + "8000000000000000" + "4000000000000000" + "3158";
        Assert.Equal(message, ImportedMessage.Write(load.Format!, "0800", (130, "X")));
        Assert.Equal("X", ImportedMessage.Read(load.Format!, message)["130"]);
    }

    [Fact]
    public void The_third_bitmap_may_be_in_a_field()
    {
        MessageFormat format = JposFile.Sound(JposFile.Import(
            $"""
            <isopackager thirdBitmapField="65">
              {JposFile.Field(0, "IFA_NUMERIC", 4)}{JposFile.Field(1, "IFB_BITMAP", 16)}
              {JposFile.Field(65, "IFB_BITMAP", 8)}{JposFile.Field(66, "IFA_LCHAR", 9)}{JposFile.Field(129, "IFA_LCHAR", 9)}
            </isopackager>
            """));
        string message = "30383030" + "8000000000000000" + "C000000000000000" + "8000000000000000" + "3159" + "3158";
        Assert.Equal(message, ImportedMessage.Write(format, "0800", (66, "Y"), (129, "X")));
        Assert.Equal("X", ImportedMessage.Read(format, message)["129"]);
    }

    [Fact]
    public void What_is_taken_with_a_difference_is_told()
    {
        FormatLoad load = JposFile.Load(
            $"""
            {JposFile.Field(37, "IF_CHAR", 12, "trim=\"true\"")}
            {JposFile.Field(44, "IFA_LLCHAR", 255)}
            <isofield id="48" length="99" name="x" class="org.jpos.iso.IFA_LLCHAR"><isofieldvalidator class="y"/></isofield>
            """);
        Assert.Equal(
            [
                "bank.xml:4: 37: warning: trim is not taken over: a short value is padded, and read in full length",
                "bank.xml:5: 44: warning: the length prefix cannot say 255: at most 99 is taken",
                "bank.xml:6: 48: warning: the checks of a validator are not taken over",
            ],
            load.Problems.Select(problem => problem.ToString()));
        Assert.Equal(99, load.Format![44]!.Length.Max);
    }

    public static readonly TheoryData<string, string> Refusals = new()
    {
        { JposFile.Field(48, "IFA_LLHBINARY", 9), "unknown class org.jpos.iso.IFA_LLHBINARY; did you mean IFB_LLHBINARY?" },
        { JposFile.Field(48, "IFA_LLNUM", 9, package: "com.bank"), "unknown class com.bank.IFA_LLNUM; did you mean IFA_LLNUM?" },
        { JposFile.Field(48, "IFA_LLNUM", 9, "params=\"7\""), "params are known to the class alone" },
        { JposFile.Field(48, "IFA_LLNUM", 9, "inclusive=\"true\""), "inclusive is for such only" },
        { JposFile.Field(48, "IFA_LLNUM", 9, "tokne=\"x\""), "unknown attribute tokne; did you mean token?" },
        { JposFile.Field(48, "IF_TCHAR", 9), "token must be the one character" },
        { JposFile.Field(48, "IF_TCHAR", 9, "token=\"##\""), "token must be the one character" },
        { JposFile.Field(48, "IF_CHAR", 0), "a fixed length is 1 to 9999" },
        { JposFile.Field(48, "IF_CHAR", 10000), "a fixed length is 1 to 9999" },
        { JposFile.Field(48, "IFB_HEX", 3), "odd number of hexadecimal digits" },
        { JposFile.Field(48, "IFB_AMOUNT", 8), "must be filled on the left" },
        { JposFile.Field(48, "IFB_BITMAP", 3), "a bitmap among the elements" },
        { JposFile.Field(193, "IF_CHAR", 1), "at most 192 fields" },
        { JposFile.Field(129, "IF_CHAR", 1), "no bitmap" },
        { JposFile.Field(1, "IF_CHAR", 1), "the id 1 comes twice, first in line 3" },
        { "<isofield length=\"1\" name=\"x\" class=\"org.jpos.iso.IF_CHAR\"/>", "needs an id" },
        { "<isofield id=\"2\" name=\"x\" class=\"org.jpos.iso.IF_CHAR\"/>", "length must be a number" },
        { "<isofield id=\"2\" length=\"1\" name=\"x\"/>", "class is missing" },
        { "<isofeld/>", "unknown element isofeld" },
        { "text", "text between the elements" },
        { JposFile.Field(48, "IF_FCHAR", 9) + JposFile.Field(49, "IF_CHAR", 3), "takes the rest of the message" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void What_cannot_be_said_is_refused(string elements, string why)
    {
        FormatProblem problem = JposFile.OnlyError(JposFile.Load(elements));
        Assert.Contains(why, problem.Message);
    }

    [Theory]
    [InlineData("<isopackager><isofield id='1' length='16' name='x' class='org.jpos.iso.IFB_BITMAP'/></isopackager>", "no message type")]
    [InlineData("<isopackager><isofield id='0' length='4' name='x' class='org.jpos.iso.IF_CHAR'/></isopackager>", "no bitmap")]
    [InlineData("<schema/>", "not isopackager")]
    [InlineData("<isopackager>", "not XML")]
    [InlineData("", "not XML")]
    public void A_file_of_another_kind_is_refused(string xml, string why)
    {
        Assert.Contains(why, JposFile.OnlyError(JposFile.Import(xml)).Message);
    }

    [Theory]
    [InlineData("IFB_BITMAP", 12, "8, 16 or 24 bytes")]
    [InlineData("IFA_LLNUM", 16, "there is no bitmap")]
    public void A_bitmap_of_another_kind_is_refused(string @class, int length, string why)
    {
        FormatLoad load = JposFile.Import(
            $"<isopackager>{JposFile.Field(0, "IF_CHAR", 4)}{JposFile.Field(1, @class, length)}</isopackager>");
        Assert.Contains(why, JposFile.OnlyError(load).Message);
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once()
    {
        FormatLoad load = JposFile.Load(
            $"{JposFile.Field(48, "IFA_FLLNUM", 9)}\n{JposFile.Field(49, "IFX_CHAR", 9)}\n{JposFile.Field(50, "IF_CHAR", 3)}");
        Assert.Null(load.Format);
        Assert.Equal([4, 5], load.Problems.Select(problem => problem.Line));
    }

    [Fact]
    public void The_encoding_that_the_file_declares_is_used()
    {
        string xml = $"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><isopackager>{JposFile.Head}"
            + JposFile.Field(48, "IF_CHAR", 1).Replace("Field 48", "Caf\u00E9") + "</isopackager>";
        MessageFormat format = JposFile.Sound(JposImporter.Import(System.Text.Encoding.Latin1.GetBytes(xml), "a/b.c/x"));
        Assert.Equal("Caf\u00E9", format[48]!.Name);
        Assert.Equal("x", format.Name);
        Assert.Equal("Caf\u00E9", JposFile.Sound(JposImporter.Import(
            [0xFF, 0xFE, .. System.Text.Encoding.Unicode.GetBytes(xml.Replace("ISO-8859-1", "UTF-16"))], "x"))[48]!.Name);
    }
}
