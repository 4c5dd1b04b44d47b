using System.Text.Json;

namespace CardSwitch.Tests.Security;

/// <summary>One line of a file of vectors; what its names mean is told in Vectors/README.md.</summary>
internal sealed record CryptoVector(string Id, string Kind, string Name, JsonElement In, JsonElement Out)
{
    /// <summary>Whether the thing must be refused.</summary>
    internal bool IsRefused => Out.TryGetProperty("error", out _);

    internal byte[] Bytes(string name) => Hex(In, name);

    internal string Text(string name) => In.GetProperty(name).GetString()!;

    internal int Number(string name) => In.GetProperty(name).GetInt32();

    internal bool Has(string name) => In.TryGetProperty(name, out _);

    internal byte[] Result(string name) => Hex(Out, name);

    internal string ResultText(string name) => Out.GetProperty(name).GetString()!;

    internal bool ResultFlag(string name) => Out.GetProperty(name).GetBoolean();

    internal static byte[] Hex(JsonElement from, string name) => Convert.FromHexString(from.GetProperty(name).GetString()!);
}
