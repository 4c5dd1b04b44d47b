namespace CardSwitch.Tests.Support;

/// <summary>A folder with some files that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("cardswitch").FullName;

    /// <summary>Writes a file and returns its path.</summary>
    internal string Add(string name, string text)
    {
        string file = Path.Combine(path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return file;
    }

    public void Dispose() => Directory.Delete(path, recursive: true);
}
