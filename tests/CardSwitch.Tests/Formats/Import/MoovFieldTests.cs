using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Formats.Import;

/// <summary>Every encoding with every prefix that moov's files can name, by the bytes that they are documented to give.</summary>
public class MoovFieldTests
{
    /// <summary>Encoding, a type that goes with it, a value, its units and bytes; no bytes where it carries no field.</summary>
    private static readonly (string Encoding, string Type, string Value, int Units, string? Wire)[] Encodings =
    [
        ("ASCII", "String", "AB", 2, "4142"),
        ("ASCII", "Numeric", "012", 3, "303132"),
        ("ASCII", "Track2", "4=1", 3, "343D31"),
        ("BCD", "Numeric", "123", 3, "0123"),
        ("BCD", "String", "1234", 4, "1234"),
        ("BCD", "Track2", "41=9", 4, "41D9"),
        ("LBCD", "Numeric", "123", 3, "1230"),
        ("EBCDIC", "String", "A[", 2, "C14A"),
        ("EBCDIC1047", "String", "A[", 2, "C1AD"),
        ("Binary", "Binary", "A1B2", 2, "A1B2"),
        ("Binary", "Hex", "A1B2", 2, "A1B2"),
        ("Binary", "String", "A1B2", 2, "A1B2"),
        ("HexToASCII", "Binary", "A1B2", 2, "41314232"),
        ("HexToASCII", "Hex", "A1B2", 2, "41314232"),
        ("ASCIIToHex", "String", "A1B2", 2, null),
        ("BerTLVTag", "String", "A1B2", 2, null),
        ("ASCII", "Binary", "A1B2", 2, null),
        ("BCD", "Binary", "A1B2", 2, null),
        ("BCD", "Track1", "12", 2, null),
        ("Binary", "Numeric", "12", 2, null),
        ("Binary", "Track2", "12", 2, null),
    ];

    /// <summary>Prefix and its bytes, u standing for the number of units; no bytes where a field cannot have it.</summary>
    private static readonly (string Prefix, string? Wire)[] Prefixes =
    [
        ("None.Fixed", ""),
        ("ASCII.Fixed", ""), ("BCD.Fixed", ""), ("EBCDIC.Fixed", ""), ("Binary.Fixed", ""), ("Hex.Fixed", ""),
        ("ASCII.L", "3u"), ("ASCII.LL", "303u"), ("ASCII.LLL", "30303u"), ("ASCII.LLLL", "3030303u"),
        ("BCD.L", "0u"), ("BCD.LL", "0u"), ("BCD.LLL", "000u"), ("BCD.LLLL", "000u"),
        ("Hex.L", "303u"), ("Hex.LL", "3030303u"), ("Hex.LLL", "30303030303u"), ("Hex.LLLL", "303030303030303u"),
        ("EBCDIC.L", "Fu"), ("EBCDIC.LL", "F0Fu"), ("EBCDIC.LLL", "F0F0Fu"), ("EBCDIC.LLLL", "F0F0F0Fu"),
        ("Binary.L", "0u"), ("Binary.LL", "000u"), ("Binary.LLL", "00000u"), ("Binary.LLLL", "0000000u"),
        ("BerTLV", null),
    ];

    public static TheoryData<string> EveryPrefix => [.. Prefixes.Select(prefix => prefix.Prefix)];

    [Theory]
    [MemberData(nameof(EveryPrefix))]
    public void Every_encoding_behind_a_prefix_gives_its_bytes(string prefix)
    {
        string? length = Prefixes.Single(row => row.Prefix == prefix).Wire;
        foreach (var (encoding, type, value, units, wire) in Encodings)
        {
            int max = prefix.EndsWith("Fixed", StringComparison.Ordinal) ? units : 9;
            FormatLoad load = MoovFile.Load(
                $$"""  "48": {"type": "{{type}}", "length": {{max}}, "enc": "{{encoding}}", "prefix": "{{prefix}}"}""");
            bool misfits = prefix == "Hex.Fixed" && encoding != "HexToASCII";
            if (length is null || wire is null || misfits)
            {
                string error = Assert.Single(MoovFile.Errors(load));
                Assert.StartsWith("spec.json:5: fields.48: ", error);
                Assert.Contains(length is null || misfits ? prefix : encoding, error);
                continue;
            }
            MessageFormat format = MoovFile.Sound(load);
            string message = "30383030" + "0000000000010000" + length.Replace("u", $"{units}") + wire;
            Assert.Equal(message, ImportedMessage.Write(format, "0800", (48, value)));
            Assert.Equal(value, ImportedMessage.Read(format, message)["48"]);
        }
    }

    [Fact]
    public void A_short_value_is_padded_as_the_file_says()
    {
        MessageFormat format = MoovFile.Format(
            """
            "3": {"type": "Numeric", "length": 6, "enc": "BCD", "prefix": "BCD.Fixed", "padding": {"type": "Left", "pad": "0"}},
            "41": {"type": "String", "length": 4, "enc": "ASCII", "prefix": "ASCII.Fixed", "padding": {"type": "Right", "pad": " "}},
            "42": {"type": "String", "length": 2, "enc": "ASCII", "prefix": "ASCII.Fixed", "padding": {"type": "None"}}
            """);
        Assert.Equal(
            "30383030" + "2000000000C00000" + "000012" + "41422020" + "5859",
            ImportedMessage.Write(format, "0800", (3, "12"), (41, "AB"), (42, "XY")));
    }

    public static readonly TheoryData<string, string> Warnings = new()
    {
        { """ "type": "String", "length": 3, "enc": "EBCDIC", "prefix": "EBCDIC.LL" """, "differs in '|'" },
        { """ "type": "Numeric", "length": 3, "enc": "ASCII", "prefix": "ASCII.LL" """, "keeps its leading zeros" },
        {
            """ "type": "String", "length": 3, "enc": "ASCII", "prefix": "ASCII.Fixed", "padding": {"type": "Left", "pad": "0"} """,
            "padding is kept"
        },
        {
            """ "type": "String", "length": 3, "enc": "ASCII", "prefix": "ASCII.LL", "padding": {"type": "Left", "pad": "0"} """,
            "written without padding"
        },
        {
            """ "type": "String", "length": 3, "enc": "ASCII", "prefix": "ASCII.Fixed", "padding": {"type": "Middle", "pad": "0"} """,
            "is no padding"
        },
        {
            """ "type": "String", "length": 3, "enc": "ASCII", "prefix": "ASCII.Fixed", "padding": {"type": "Left", "pad": "00"} """,
            "is no padding"
        },
        { """ "type": "String", "length": 300, "enc": "ASCII", "prefix": "ASCII.LL" """, "cannot say 300: at most 99" },
        { """ "type": "String", "length": 3, "enc": "ASCII", "prefix": "ASCII.LL", "lenght": 4 """, "did you mean length?" },
    };

    [Theory]
    [MemberData(nameof(Warnings))]
    public void What_differs_is_told(string field, string warning)
    {
        FormatLoad load = MoovFile.Load($$"""  "48": { {{field}} }""");
        FormatProblem problem = Assert.Single(load.Problems);
        Assert.True(problem.IsWarning);
        Assert.Contains(warning, problem.Message);
        Assert.Equal(5, problem.Line);
        Assert.NotNull(load.Format);
    }

    public static readonly TheoryData<string, string> Refusals = new()
    {
        { """ "type": "string", "length": 3, "enc": "ASCII", "prefix": "ASCII.LL" """, "did you mean String?" },
        { """ "type": "String", "length": 3, "enc": "ascii", "prefix": "ASCII.LL" """, "did you mean ASCII?" },
        { """ "type": "String", "length": 3, "prefix": "ASCII.LL" """, "enc must be one of" },
        { """ "type": "String", "length": 3, "enc": "ASCII" """, "the prefix is missing" },
        { """ "type": "String", "length": 3, "enc": "ASCII", "prefix": "ASCII.LLLLL" """, "unknown prefix ASCII.LLLLL" },
        { """ "type": "String", "length": 3, "enc": "EBCDIC1047", "prefix": "EBCDIC1047.LL" """, "unknown prefix EBCDIC1047.LL" },
        { """ "type": "String", "length": -3, "enc": "ASCII", "prefix": "ASCII.LL" """, "length must be a number" },
        { """ "type": "String", "length": "3", "enc": "ASCII", "prefix": "ASCII.LL" """, "length must be a number" },
        { """ "type": "String", "enc": "ASCII", "prefix": "ASCII.LL" """, "the most that the field can have" },
        { """ "type": "String", "enc": "ASCII", "prefix": "ASCII.Fixed" """, "a fixed length is 1 to 9999" },
        { """ "type": "Bitmap", "length": 8, "enc": "Binary", "prefix": "Binary.Fixed" """, "a bitmap among the elements" },
        { """ "type": "Composite", "length": 8, "prefix": "ASCII.LL" """, "without subfields" },
        {
            """ "type": "Hex", "length": 3, "enc": "Binary", "prefix": "Binary.Fixed", "padding": {"type": "Left", "pad": "0"} """,
            "of a Hex"
        },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void What_cannot_be_said_is_refused(string field, string why)
    {
        string error = Assert.Single(MoovFile.Errors(MoovFile.Load($$"""  "48": { {{field}} }""")));
        Assert.StartsWith("spec.json:5: fields.48", error);
        Assert.Contains(why, error);
    }
}
