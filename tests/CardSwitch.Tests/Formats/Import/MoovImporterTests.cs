using System.Text;
using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Formats.Import;

public class MoovImporterTests
{
    internal const string Hexadecimal =
        """
        {
          "name": "national",
          "fields": {
            "0": {"type": "String", "length": 4, "description": "Type", "enc": "BCD", "prefix": "BCD.Fixed"},
            "1": {"type": "Bitmap", "enc": "HexToASCII", "prefix": "Hex.Fixed"},
            "2": {"type": "String", "length": 19, "description": "Card number", "enc": "BCD", "prefix": "BCD.LL"},
            "4": {"type": "String", "length": 12, "enc": "BCD", "prefix": "BCD.Fixed", "padding": {"type": "Left", "pad": "0"}},
            "35": {"type": "Track2", "length": 37, "enc": "LBCD", "prefix": "BCD.LL"},
            "48": {"type": "Composite", "length": 999, "prefix": "ASCII.LLL",
              "tag": {"length": 2, "enc": "ASCII", "padding": {"type": "Left", "pad": "0"}, "sort": "StringsByInt"},
              "subfields": {
                "1": {"type": "String", "length": 9, "enc": "ASCII", "prefix": "ASCII.LL"},
                "11": {"type": "Numeric", "length": 2, "enc": "ASCII", "prefix": "ASCII.Fixed"}
              }},
            "55": {"type": "Composite", "length": 999, "prefix": "ASCII.LLL",
              "tag": {"enc": "BerTLVTag", "sort": "StringsByHex", "skipUnknownTLVTags": true},
              "subfields": {
                "9f02": {"type": "String", "length": 12, "enc": "BCD", "prefix": "BerTLV"},
                "70": {"type": "Composite", "prefix": "BerTLV",
                  "tag": {"enc": "BerTLVTag", "sort": "StringsByHex"},
                  "subfields": {"50": {"type": "String", "enc": "ASCII", "prefix": "BerTLV"}}}
              }},
            "70": {"type": "Numeric", "length": 3, "enc": "ASCII", "prefix": "ASCII.Fixed"}
          }
        }
        """;

    private const string Message =
        "0200" + "44303030303030303230303130323030" + "30343030303030303030303030303030"
        + "16" + "4761739001010119" + "000000012345" + "21" + "4761739001010119D2712" + "0"
        + "303131" + "3031303341424331313037"
        + "303230" + "9F0206000000012345" + "7004" + "50024142" + "9A03261122"
        + "333031";

    [Fact]
    public void A_message_is_read_and_written_back()
    {
        MessageFormat format = MoovFile.Sound(MoovFile.Import(Hexadecimal));
        Assert.Equal("national", format.Name);
        SortedDictionary<string, string> values = ImportedMessage.Read(format, Message);
        Assert.Equal(
            [
                "0=0200", "2=4761739001010119", "35=4761739001010119=2712", "4=000000012345", "48=0103ABC1107", "48.01=ABC", "48.11=07",
                "55=9F0206000000012345700450024142" + "9A03261122", "55.70=50024142", "55.70.50=AB", "55.9A=261122", "55.9F02=000000012345",
                "70=301",
            ],
            values.Select(value => $"{value.Key}={value.Value}"));
        var fields = values.Where(value => value.Key != "0" && !value.Key.Contains('.'));
        Assert.Equal(
            Message, ImportedMessage.Write(format, "0200", [.. fields.Select(value => (int.Parse(value.Key), value.Value))]));
        Assert.Equal(Sensitivity.Pan, format[2]!.Sensitivity);
        Assert.Equal(Sensitivity.Track, format[35]!.Sensitivity);
    }

    public static readonly TheoryData<string, string, string[]> Composites = new()
    {
        {
            """
            "prefix": "ASCII.LL", "tag": {"sort": "StringsByInt"}, "subfields": {
              "10": {"type": "String", "length": 1, "enc": "ASCII", "prefix": "ASCII.Fixed"},
              "2": {"type": "String", "length": 9, "enc": "ASCII", "prefix": "ASCII.L"}}
            """, "3034 32414258", ["48=2ABX", "48.10=X", "48.2=AB"]
        },
        {
            """
            "prefix": "Binary.L", "tag": {"sort": "StringsByInt"}, "subfields": {
              "1": {"type": "Numeric", "length": 3, "enc": "BCD", "prefix": "BCD.Fixed"},
              "2": {"type": "Binary", "length": 9, "enc": "Binary", "prefix": "None.Fixed"}}
            """, "04 0123A1B2", ["48=0123A1B2", "48.1=123", "48.2=A1B2"]
        },
        {
            """
            "prefix": "BCD.LL", "tag": {"length": 3, "enc": "EBCDIC1047", "sort": "StringsByInt"}, "subfields": {
              "007": {"type": "String", "length": 9, "enc": "EBCDIC1047", "prefix": "EBCDIC.LL"}}
            """, "06 F0F0F7F0F1C1", ["48=F0F0F7F0F1C1", "48.007=A"]
        },
        {
            """
            "prefix": "BCD.LL", "tag": {"length": 2, "enc": "ASCIIToHex", "sort": "StringsByHex"}, "subfields": {
              "ff01": {"type": "Binary", "length": 9, "enc": "Binary", "prefix": "Binary.L"}}
            """, "04 FF0101A1", ["48=FF0101A1", "48.FF01=A1"]
        },
        {
            """
            "prefix": "BCD.LL", "tag": {"length": 2, "enc": "ASCII", "sort": "StringsByInt", "skipUnknownTLVTags": true,
              "prefUnknownTLV": "ASCII.LL"}, "subfields": {
              "01": {"type": "String", "length": 9, "enc": "ASCII", "prefix": "ASCII.LL"}}
            """, "10 3031303141 3939303142", ["48=30313031413939303142", "48.01=A", "48.99=42"]
        },
        {
            """
            "prefix": "BCD.LL",
            "bitmap": {"type": "Bitmap", "length": 3, "enc": "Binary", "prefix": "Binary.Fixed", "disableAutoExpand": true},
            "subfields": {
              "1": {"type": "String", "length": 1, "enc": "ASCII", "prefix": "ASCII.Fixed"},
              "24": {"type": "String", "length": 2, "enc": "ASCII", "prefix": "ASCII.Fixed"}}
            """, "06 800001 414243", ["48=800001414243", "48.1=A", "48.24=BC"]
        },
    };

    [Theory]
    [MemberData(nameof(Composites))]
    public void The_elements_of_a_composite_are_found(string composite, string wire, string[] expected)
    {
        MessageFormat format = MoovFile.Format($$"""  "48": {"type": "Composite", "length": 99, {{composite}} }""");
        string message = "30383030" + "0000000000010000" + wire.Replace(" ", "");
        SortedDictionary<string, string> values = ImportedMessage.Read(format, message);
        Assert.Equal(expected, values.Where(value => value.Key != "0").Select(value => $"{value.Key}={value.Value}"));
        Assert.Equal(message, ImportedMessage.Write(format, "0800", (48, values["48"])));
    }

    private const string One = """ "subfields": {"1": {"type": "String", "length": 1, "enc": "ASCII", "prefix": "ASCII.Fixed"}} """;

    public static readonly TheoryData<string, string> RefusedComposites = new()
    {
        { One, "either a tag or a bitmap" },
        { """ "tag": {"sort": "Strings"}, """ + One, "sort must be" },
        { """ "tag": {"sort": "StringsByInt", "length": 2}, """ + One, "needs an enc" },
        { """ "tag": {"sort": "StringsByInt", "length": 2, "enc": "Ascii"}, """ + One, "did you mean ASCII?" },
        { """ "tag": {"sort": "StringsByInt", "length": 2, "enc": "ASCII"}, """ + One, "not 2 symbols wide" },
        { """ "tag": {"sort": "StringsByInt", "length": 3, "enc": "BCD"}, """ + One, "tags of 3 in BCD" },
        { """ "tag": {"sort": "StringsByInt", "length": 9, "enc": "ASCII"}, """ + One, "tags of 9 in ASCII" },
        { """ "tag": {"sort": "StringsByHex", "enc": "BerTLVTag"}, """ + One, "has the prefix BerTLV" },
        { """ "enc": "ASCII", "tag": {"sort": "StringsByInt"}, """ + One, "no encoding of its own" },
        { """ "padding": {"type": "Left", "pad": "0"}, "tag": {"sort": "StringsByInt"}, """ + One, "no padding" },
        {
            """ "bitmap": {"type": "Bitmap", "length": 8, "enc": "Binary", "prefix": "Binary.Fixed"}, """ + One,
            "disableAutoExpand"
        },
    };

    [Theory]
    [MemberData(nameof(RefusedComposites))]
    public void A_composite_that_cannot_be_said_is_refused(string composite, string why)
    {
        FormatLoad load = MoovFile.Load($$"""  "48": {"type": "Composite", "length": 99, "prefix": "ASCII.LL", {{composite}} }""");
        Assert.Contains(why, Assert.Single(MoovFile.Errors(load)));
    }

    [Fact]
    public void The_dialect_before_is_read_as_that_of_today()
    {
        byte[] old = Encoding.Latin1.GetBytes(
            """
            {"name": "old", "fields": {
              "Field000": {"type": "String", "length": 4, "enc": "asciiEncoder", "prefix": "ASCII.fixed"},
              "Field001": {"type": "Bitmap", "length": 8, "enc": "hexEncoder", "prefix": "Hex.fixed"},
              "Field003": {"type": "Numeric", "length": 6, "description": "Code \u0096 type", "enc": "asciiEncoder",
                "prefix": "ASCII.fixed", "padding": {"type": "leftPadder", "pad": 48}},
              "Field052": {"type": "Binary", "length": 2, "enc": "binaryEncoder", "prefix": "Binary.fixed"}
            }}
            """.Replace("\\u0096", "\u0096"));
        FormatLoad load = MoovImporter.Import(old, "old.json");
        Assert.Contains("ISO-8859-1", load.Problems[0].Message);
        MessageFormat format = MoovFile.Sound(load);
        Assert.Equal("Code   type", format[3]!.Name);
        string message = "30383030" + "32303030303030303030303031303030" + "303030303132" + "A1B2";
        Assert.Equal(message, ImportedMessage.Write(format, "0800", (3, "12"), (52, "A1B2")));
        Assert.Equal("000012", ImportedMessage.Read(format, message)["3"]);
    }

    [Theory]
    [InlineData("""{"type": "Bitmap", "length": 16, "enc": "Binary", "prefix": "Binary.Fixed"}""", "a length of 8 is")]
    [InlineData("""{"type": "Bitmap", "length": 4, "enc": "Binary", "prefix": "Binary.Fixed"}""", "blocks of 8 bytes")]
    [InlineData("""{"type": "Bitmap", "length": 8, "enc": "ASCII", "prefix": "Binary.Fixed"}""", "in Binary or HexToASCII")]
    [InlineData("""{"type": "Bitmap", "length": 8, "enc": "Binary", "prefix": "ASCII.LL"}""", "in Binary or HexToASCII")]
    [InlineData("""{"type": "String", "length": 8, "enc": "Binary", "prefix": "Binary.Fixed"}""", "must be a Bitmap")]
    public void A_bitmap_of_another_kind_is_refused(string bitmap, string why)
    {
        FormatLoad load = MoovFile.Import(
            $$$"""{"fields": {"0": {"type": "String", "length": 4, "enc": "ASCII", "prefix": "ASCII.Fixed"}, "1": {{{bitmap}}}}}""");
        Assert.Contains(why, Assert.Single(MoovFile.Errors(load)));
    }

    [Fact]
    public void Bits_that_announce_bitmaps_are_no_fields()
    {
        const string Text = """{"type": "String", "length": 9, "enc": "ASCII", "prefix": "ASCII.L"}""";
        FormatLoad load = MoovFile.Load($""" "65": {Text}, "129": {Text}, "130": {Text} """);
        Assert.Equal(2, load.Problems.Count);
        string message = "30383030" + "8000000000000000" + "8000000000000000" + "4000000000000000" + "3158";
        Assert.Equal(message, ImportedMessage.Write(load.Format!, "0800", (130, "X")));
    }

    [Theory]
    [InlineData("{", "not JSON")]
    [InlineData("[]", "there are no fields")]
    [InlineData("""{"fields": {}}""", "there are no fields")]
    [InlineData("""{"elements": {"1": {"Describe": "b 64"}}}""", "moov's first version")]
    public void A_file_of_another_kind_is_refused(string json, string why)
    {
        Assert.Contains(why, MoovFile.Errors(MoovFile.Import(json))[0]);
    }
}
