namespace CardSwitch.Tests.Station;

/// <summary>A file with some content that is gone after the test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    internal TemporaryFile(byte[] content)
    {
        File.WriteAllBytes(Path, content);
    }

    internal TemporaryFile(string content)
        : this(System.Text.Encoding.UTF8.GetBytes(content))
    {
    }

    internal string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName());

    public void Dispose() => File.Delete(Path);
}
