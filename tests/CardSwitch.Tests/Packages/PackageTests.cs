using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using CardSwitch.Iso8583;
using CardSwitch.PostgreSql;
using CardSwitch.Sqlite;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Packages;

/// <summary>The packages do for their users what the documentation says, program by program.</summary>
public class PackageTests(PackageUser user) : IClassFixture<PackageUser>
{
    public static TheoryData<string> ProgramsThatPrint() =>
        [.. DocumentedProgram.All.Where(program => program.Output is not null).Select(program => program.Name)];

    [Theory]
    [MemberData(nameof(ProgramsThatPrint))]
    public async Task A_program_of_the_documentation_prints_what_stands_below_it(string name)
    {
        string printed = await user.RunAsync(name);
        Assert.Equal(DocumentedProgram.Named(name).Output!.TrimEnd(), printed.ReplaceLineEndings("\n").TrimEnd());
    }

    [Fact]
    public async Task The_station_of_the_README_answers_a_shop_and_ends_in_order()
    {
        using Process station = user.Start("Readme1");
        try
        {
            Task<string> errors = station.StandardError.ReadToEndAsync();
            string said = await station.StandardOutput.ReadLineAsync() ?? await errors;
            Assert.StartsWith("Shops connect to ", said, StringComparison.Ordinal);

            // R1's card was issued by the bank in the program, and its amount is within what that bank approves.
            byte[] answer = await ExchangeAsync(IPEndPoint.Parse(said.Split(' ')[^1]), ReferenceMessages.R1);
            var index = new FieldIndex();
            Assert.Equal(ParseStatus.Ok, new MessageParser(MessageFormats.Iso1987Ascii).Parse(answer, index));
            var view = new MessageView(answer, index);
            Assert.Equal("0210", view.Type.ToString());
            Assert.Equal("00", view.GetText(Field.ResponseCode));
            Assert.Equal("123456", view.GetText(Field.Stan));

            await station.StandardInput.WriteLineAsync();
            await station.WaitForExitAsync();
            Assert.Equal("", await errors);
            Assert.Equal(0, station.ExitCode);
        }
        finally
        {
            if (!station.HasExited) station.Kill(entireProcessTree: true);
        }
    }

    [Theory]
    [InlineData("CardSwitch.Iso8583")]
    [InlineData("CardSwitch")]
    public void A_package_has_its_README_licence_documentation_and_symbols(string library)
    {
        using ZipArchive package = Open($"{library}.{user.Version}.nupkg");
        string nuspec = Read(package, $"{library}.nuspec");
        Assert.Contains("<license type=\"expression\">MIT</license>", nuspec, StringComparison.Ordinal);
        Assert.Contains("<readme>README.md</readme>", nuspec, StringComparison.Ordinal);
        Assert.Contains("<description>", nuspec, StringComparison.Ordinal);
        Assert.Contains("<repository type=\"git\"", nuspec, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(Path.Combine(Repository.Root, "README.md")), Read(package, "README.md"));
        Assert.Contains("<summary>", Read(package, $"lib/net10.0/{library}.xml"), StringComparison.Ordinal);

        using ZipArchive symbols = Open($"{library}.{user.Version}.snupkg");
        Assert.NotNull(symbols.GetEntry($"lib/net10.0/{library}.pdb"));
    }

    [Fact]
    public void The_switch_needs_the_codec_of_its_own_version_and_little_else()
    {
        using ZipArchive package = Open($"CardSwitch.{user.Version}.nupkg");
        string[] needed = [.. Read(package, "CardSwitch.nuspec").Split("<dependency id=\"").Skip(1).Select(d => d.Split('"')[0])];
        Assert.Equal(
            ["CardSwitch.Iso8583", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.ObjectPool"],
            needed.Order(StringComparer.Ordinal));
        using ZipArchive codec = Open($"CardSwitch.Iso8583.{user.Version}.nupkg");
        Assert.DoesNotContain("<dependency ", Read(codec, "CardSwitch.Iso8583.nuspec"), StringComparison.Ordinal);
    }

    /// <summary>The mark is set by the property that turns the trim and AOT analyzers on; their warnings fail the build.</summary>
    [Theory]
    [InlineData(typeof(MessageView))]
    [InlineData(typeof(SwitchServer))]
    [InlineData(typeof(SqliteJournal))]
    [InlineData(typeof(PostgreSqlJournal))]
    public void A_library_is_marked_AOT_compatible(Type member)
    {
        var marks = member.Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().ToLookup(m => m.Key, m => m.Value);
        Assert.Equal("True", Assert.Single(marks["IsAotCompatible"]));
        Assert.Equal("True", Assert.Single(marks["IsTrimmable"]));
    }

    [Theory]
    [InlineData("CardSwitch.Iso8583")]
    [InlineData("CardSwitch")]
    [InlineData("CardSwitch.Sqlite")]
    [InlineData("CardSwitch.PostgreSql")]
    public async Task A_library_is_built_with_the_AOT_analyzers_and_no_warning_may_stand(string library)
    {
        string values = await DotnetCommand.RunAsync(
            Repository.Root, "msbuild", $"src/{library}/{library}.csproj", "-getProperty:EnableAotAnalyzer",
            "-getProperty:EnableTrimAnalyzer", "-getProperty:EnableSingleFileAnalyzer", "-getProperty:TreatWarningsAsErrors");
        Assert.Equal(4, values.Split("\": \"true\"").Length - 1);
    }

    private ZipArchive Open(string name) => ZipFile.OpenRead(Path.Combine(user.Feed, name));

    private static string Read(ZipArchive archive, string entry)
    {
        using var reader = new StreamReader(archive.GetEntry(entry)!.Open());
        return reader.ReadToEnd();
    }

    private static async Task<byte[]> ExchangeAsync(IPEndPoint station, byte[] request)
    {
        using var shop = new TcpClient();
        await shop.ConnectAsync(station);
        NetworkStream stream = shop.GetStream();
        byte[] header = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(header, (ushort)request.Length);
        await stream.WriteAsync((byte[])[.. header, .. request]);
        await stream.ReadExactlyAsync(header);
        byte[] answer = new byte[BinaryPrimitives.ReadUInt16BigEndian(header)];
        await stream.ReadExactlyAsync(answer);
        return answer;
    }
}
