using System.Diagnostics;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Packages;

/// <summary>
/// A user of the packages: packs the libraries into a folder, and builds a program outside this source tree that
/// restores them from there and holds every program of the documentation.
/// </summary>
public sealed class PackageUser : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("cardswitch-packages-").FullName;

    // Never the version of a package that is in a cache already.
    private readonly string version = $"0.1.0-test.{Guid.NewGuid():N}";

    internal string Feed => Path.Combine(folder, "feed");

    internal string Version => version;

    private string Program => Path.Combine(folder, "program");

    public async Task InitializeAsync()
    {
        // In a place of its own, for a build of the same projects may be under way. The store brings the switch with it, and that the codec;
        // the analyzers have their say in the project's own build.
        await PackAsync("CardSwitch.Sqlite");
        await PackAsync("CardSwitch", "--no-build");
        await PackAsync("CardSwitch.Iso8583", "--no-build");
        WriteProgram();
        await DotnetCommand.RunAsync(Program, "build", "--output", Path.Combine(folder, "built"),
            "-p:UseSharedCompilation=false", "--verbosity", "quiet");
    }

    public Task DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Runs one program of the documentation to its end and returns what it printed.</summary>
    internal Task<string> RunAsync(string name) => DotnetCommand.RunAsync(Docs, Built, name);

    /// <summary>Starts one program of the documentation.</summary>
    internal Process Start(string name) => DotnetCommand.Start(Docs, Built, name);

    private Task<string> PackAsync(string library, params string[] more) => DotnetCommand.RunAsync(
        Repository.Root,
        [
            "pack", $"src/{library}/{library}.csproj", "--configuration", "Release", "--output", Feed,
            "--artifacts-path", Path.Combine(folder, "artifacts"), $"-p:Version={version}", "-p:RunAnalyzers=false",
            "-p:UseSharedCompilation=false", "--verbosity", "quiet", .. more,
        ]);

    private string Built => Path.Combine(folder, "built", "program.dll");

    private static string Docs => Path.Combine(Repository.Root, "docs");

    private void WriteProgram()
    {
        Directory.CreateDirectory(Program);
        Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <add key="packed here" value="{Feed}" />
              </packageSources>
            </configuration>
            """);
        Write("program.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <InvariantGlobalization>true</InvariantGlobalization>
                <NuGetAudit>false</NuGetAudit>
                <RestorePackagesPath>{Path.Combine(folder, "packages")}</RestorePackagesPath>
                <RestoreFallbackFolders>{PackagesAtHand()}</RestoreFallbackFolders>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="CardSwitch" Version="[{version}]" />
                <PackageReference Include="CardSwitch.Sqlite" Version="[{version}]" />
              </ItemGroup>
            </Project>
            """);
        var cases = DocumentedProgram.All.Select(p => $"    case \"{p.Name}\": await Documented.{p.Name}.Snippet.RunAsync(); break;");
        Write("Program.cs", $$"""
            switch (args[0])
            {
            {{string.Join('\n', cases)}}
                default: throw new ArgumentException(args[0]);
            }
            """);
        foreach (DocumentedProgram program in DocumentedProgram.All) Write($"{program.Name}.cs", program.ToSourceFile());
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(Program, name), text);

    // The packages that ours need were restored for this build already: no need to fetch them again.
    private static string PackagesAtHand()
    {
        string usual = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        return Directory.Exists(usual) ? usual : "";
    }
}
