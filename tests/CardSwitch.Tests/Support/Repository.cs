namespace CardSwitch.Tests.Support;

/// <summary>The source tree that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The C# sources below a folder, with their paths from the root, '/' between the parts.</summary>
    public static IEnumerable<SourceFile> Sources(string folder)
    {
        string start = Path.Combine(Root, folder);
        if (!Directory.Exists(start)) return [];
        return from path in Directory.EnumerateFiles(start, "*.cs", SearchOption.AllDirectories)
               let relative = Path.GetRelativePath(Root, path).Replace('\\', '/')
               where !relative.Contains("/obj/") && !relative.Contains("/bin/")
               orderby relative
               select new SourceFile(relative, File.ReadAllText(path));
    }

    /// <summary>The pages that people read: the README and docs/, as paths from the root.</summary>
    public static IEnumerable<string> Pages() =>
    [
        "README.md",
        .. Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md").Select(path => $"docs/{Path.GetFileName(path)}").Order(),
    ];

    private static string FindRoot()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Switch.sln"))) return at.FullName;
        }
        throw new InvalidOperationException("No Switch.sln above the test binaries.");
    }
}
