using System.Text.Json;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Security;

/// <summary>The files of vectors in Vectors/.</summary>
internal static class CryptoVectors
{
    private static readonly Dictionary<string, IReadOnlyDictionary<string, CryptoVector>> Files = Read();

    private static readonly JsonElement Messages = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "messages.json"))).RootElement;

    private static string Folder => Path.Combine(Repository.Root, "tests", "CardSwitch.Tests", "Security", "Vectors");

    internal static TheoryData<string> Ids(string file, params string[] kinds) =>
        [.. Files[file].Values.Where(vector => kinds.Length == 0 || kinds.Contains(vector.Kind)).Select(vector => vector.Id)];

    internal static CryptoVector Get(string file, string id) => Files[file][id];

    internal static int Count(string file) => Files[file].Count;

    /// <summary>The message of a vector, its own or a reference message.</summary>
    internal static byte[] Message(CryptoVector vector) =>
        vector.Has("message") ? vector.Bytes("message") : CryptoVector.Hex(Messages, vector.Text("messageRef"));

    private static Dictionary<string, IReadOnlyDictionary<string, CryptoVector>> Read()
    {
        var files = new Dictionary<string, IReadOnlyDictionary<string, CryptoVector>>();
        foreach (string path in Directory.EnumerateFiles(Folder, "*.jsonl"))
        {
            var vectors = new Dictionary<string, CryptoVector>();
            foreach (string line in File.ReadLines(path))
            {
                JsonElement json = JsonDocument.Parse(line).RootElement;
                string id = json.GetProperty("id").GetString()!;
                vectors.Add(id, new CryptoVector(
                    id, json.GetProperty("kind").GetString()!, json.GetProperty("name").GetString()!,
                    json.GetProperty("in"), json.GetProperty("out")));
            }
            files.Add(Path.GetFileNameWithoutExtension(path), vectors);
        }
        return files;
    }
}
