using System.Text;
using CardSwitch.Iso8583;
using CardSwitch.Tests.Station;
using FsCheck;
using FsCheck.Fluent;

namespace CardSwitch.Tests.Formats.Import;

/// <summary>Files that mean harm, or are broken, are refused; nothing that they name is opened.</summary>
public class HostileImportTests
{
    private const long FewBytes = 1 << 20;

    [Theory]
    [InlineData("<!ENTITY x SYSTEM \"file://{0}\">")]
    [InlineData("<!ENTITY x \"org.jpos.iso.IF_CHAR\">")]
    [InlineData("")]
    public void A_reference_to_an_entity_is_refused_and_no_file_is_read(string declaration)
    {
        using var secret = new TemporaryFile("org.jpos.iso.IF_CHAR");
        string doctype = $"<!DOCTYPE isopackager [{string.Format(declaration, secret.Path)}]>";
        FormatLoad inAttribute = JposFile.Import(
            $"{doctype}<isopackager>{JposFile.Head}<isofield id=\"2\" length=\"2\" name=\"x\" class=\"&x;\"/></isopackager>");
        FormatLoad inText = JposFile.Import($"{doctype}<isopackager>{JposFile.Head}&x;</isopackager>");
        Assert.All([inAttribute, inText], load => Assert.DoesNotContain("IF_CHAR", JposFile.OnlyError(load).ToString()));
    }

    [Fact]
    public void A_document_type_is_passed_over_and_what_it_names_is_not_read()
    {
        using var types = new TemporaryFile("<!ELEMENT isopackager EMPTY> this is no document type");
        foreach (string id in new[] { $"SYSTEM \"file://{types.Path}\"", "SYSTEM \"http://127.0.0.1:9/x.dtd\"", "" })
        {
            string doctype = $"<!DOCTYPE isopackager {id} [<!ENTITY % p SYSTEM \"file://{types.Path}\"> %p;]>";
            JposFile.Sound(JposFile.Import($"{doctype}<isopackager>{JposFile.Head}</isopackager>"));
        }
    }

    [Fact]
    public void A_bomb_of_entities_does_not_go_off()
    {
        var doctype = new StringBuilder("<!DOCTYPE isopackager [<!ENTITY e0 \"0123456789\">");
        for (int i = 1; i <= 12; i++)
        {
            doctype.Append($"<!ENTITY e{i} \"{string.Concat(Enumerable.Repeat($"&e{i - 1};", 10))}\">");
        }
        byte[] file = Encoding.UTF8.GetBytes($"{doctype}]><isopackager headerLength=\"&e12;\">{JposFile.Head}</isopackager>");
        AssertCheaplyRefused(() => JposImporter.Import(file, "bomb.xml"));
    }

    [Fact]
    public void Files_that_are_too_large_or_too_deep_are_refused_early()
    {
        string[] files =
        [
            new(' ', XmlSpecReader.MaxBytes + 1),
            string.Concat(Enumerable.Repeat("<isopackager>", 100_000)),
            string.Concat(Enumerable.Repeat("{\"fields\":", 100_000)),
            new('[', 100_000),
            "<isopackager a=\"" + new string('x', 100_000),
        ];
        foreach (string text in files)
        {
            byte[] file = Encoding.UTF8.GetBytes(text);
            AssertCheaplyRefused(() => JposImporter.Import(file, "large.xml"), 20 * FewBytes);
            AssertCheaplyRefused(() => MoovImporter.Import(file, "large.json"), 20 * FewBytes);
        }
    }

    [Fact]
    public void A_file_with_more_wrong_than_a_person_reads_tells_the_first_of_it()
    {
        string fields = string.Concat(Enumerable.Range(2, 10_000).Select(id => $"<isofield id=\"{id}\"/>"));
        FormatLoad load = JposFile.Load(fields);
        Assert.Null(load.Format);
        Assert.InRange(load.Problems.Count, 2, ImportProblems.Most + 1);
    }

    [Fact]
    public void Elements_deeper_than_a_file_of_ours_can_say_are_refused()
    {
        string elements = JposFile.Field(1, "IF_CHAR", 1);
        for (int depth = 0; depth < 17; depth++)
        {
            elements = JposFile.Within(
                depth == 16 ? 48 : 1, "iso.packager.GenericSubFieldPackager", "emitBitmap=\"false\"", elements, "IFA_LLCHAR");
        }
        Assert.Contains("more than 16 deep", JposFile.OnlyError(JposFile.Load(elements)).Message);
    }

    [Fact]
    public void Broken_files_give_a_format_that_can_be_written_or_a_reason()
    {
        byte[][] sound = [Encoding.UTF8.GetBytes(JposImporterTests.BinaryFile), Encoding.UTF8.GetBytes(MoovImporterTests.Hexadecimal)];
        Prop.ForAll(
            Gen.Choose(0, int.MaxValue).ToArbitrary(),
            seed =>
            {
                byte[] broken = Break(sound[seed % 2], new Random(seed), sound[(seed + 1) % 2]);
                foreach (FormatLoad load in new[] { JposImporter.Import(broken, "a.xml"), MoovImporter.Import(broken, "a.json") })
                {
                    Assert.NotEqual(load.Succeeded, load.Problems.Any(problem => !problem.IsWarning));
                    if (load.Succeeded) AssertWritten(load.Format);
                }
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    private static void AssertWritten(MessageFormat format)
    {
        string text = FormatFile.Write(format);
        FormatLoad again = FormatFile.Parse(Encoding.UTF8.GetBytes(text), "again.json");
        Assert.True(again.Succeeded, string.Join('\n', again.Problems));
        Assert.Equal(text, FormatFile.Write(again.Format));
    }

    private static byte[] Break(byte[] file, Random random, byte[] other)
    {
        var bytes = file.ToList();
        for (int edits = random.Next(1, 5); edits > 0; edits--)
        {
            int at = random.Next(bytes.Count), length = random.Next(1, Math.Min(40, bytes.Count - at) + 1);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, length == bytes.Count ? length - 1 : length);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 3:
                    bytes.InsertRange(at, other[..Math.Min(other.Length, length)]);
                    break;
                case 4:
                    int digit = bytes.FindIndex(at, b => char.IsAsciiDigit((char)b));
                    if (digit >= 0) bytes[digit] = (byte)('0' + random.Next(10));
                    break;
                default:
                    byte[] token = Encoding.ASCII.GetBytes(Tokens[random.Next(Tokens.Length)]);
                    bytes.InsertRange(at, token);
                    break;
            }
        }
        return [.. bytes];
    }

    private static readonly string[] Tokens =
        ["\"", "<", ">", "{", "}", "[", "&lt;", "99999999999", "-1", "null", "\\ud800", "\0", "<!--", "IFB_LLHEX", "BerTLV"];

    private static void AssertCheaplyRefused(Func<FormatLoad> import, long bytes = FewBytes)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        FormatLoad load = import();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, bytes);
        Assert.Null(load.Format);
        Assert.NotEmpty(load.Problems);
    }
}
