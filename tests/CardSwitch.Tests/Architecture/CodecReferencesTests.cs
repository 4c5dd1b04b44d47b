using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using CardSwitch.Iso8583;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Architecture;

public class CodecReferencesTests
{
    private static readonly string[] Forbidden =
        ["System.Net", "System.Threading.Tasks", "System.IO", "System.Threading.Channels", "System.Timers"];

    /// <summary>What loading a format's file takes, and what may be refused thereby.</summary>
    private static readonly string[] OfOneFile =
        ["System.IO.File", "System.IO.FileStream", "System.IO.Path", "System.IO.IOException", "System.IO.Stream"];

    [Fact]
    public void The_codec_needs_no_package_and_no_project()
    {
        var project = XDocument.Load(Path.Combine(Repository.Root, "src/CardSwitch.Iso8583/CardSwitch.Iso8583.csproj"));
        string[] needs = ["PackageReference", "ProjectReference", "FrameworkReference"];
        Assert.DoesNotContain(project.Descendants(), element => needs.Contains(element.Name.LocalName));
        Assert.All(
            typeof(MessageFormat).Assembly.GetReferencedAssemblies(),
            name => Assert.StartsWith("System.", name.Name));
    }

    // What the compiler put into the assembly counts, whatever namespaces the sources have in view.
    [Fact]
    public void The_codec_uses_no_type_of_input_output_or_tasks()
    {
        using var file = new PEReader(File.OpenRead(typeof(MessageFormat).Assembly.Location));
        MetadataReader metadata = file.GetMetadataReader();
        string[] used =
        [
            .. from handle in metadata.TypeReferences
               let type = metadata.GetTypeReference(handle)
               select $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}",
        ];
        Assert.Contains("System.Object", used);
        Assert.DoesNotContain(
            used.Except(OfOneFile), type => Forbidden.Any(space => type.StartsWith(space + ".", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_codec_touches_files_in_one_place()
    {
        string[] readers =
        [
            .. from source in Repository.Sources("src/CardSwitch.Iso8583")
               where source.Code.Contains(" File.", StringComparison.Ordinal) || source.Code.Contains("FileStream", StringComparison.Ordinal)
               select source.Path,
        ];
        Assert.Equal(["src/CardSwitch.Iso8583/Formats/Files/FormatFile.cs"], readers);
    }
}
