using System.Text.Json;
using CardSwitch.Security;

namespace CardSwitch.Tests.Security;

/// <summary>MACs as vectors ask for them, by what the provider is made of.</summary>
internal static class MacOf
{
    internal static KeyAlgorithm Algorithm(string name, int keyLength = 16) => name switch
    {
        "AES" => KeyAlgorithm.Aes,
        "DES" when keyLength == 8 => KeyAlgorithm.Des,
        _ => KeyAlgorithm.Tdes,
    };

    internal static byte[] Cmac(KeyAlgorithm algorithm, byte[] key, ReadOnlySpan<byte> message, int length)
    {
        Span<byte> memory = stackalloc byte[BlockCipher.MemoryLength];
        byte[] mac = new byte[length];
        CardSwitch.Security.Cmac.ComputeOnce(BlockCipher.Expand(algorithm, key, memory), message, mac);
        return mac;
    }

    internal static byte[] Iso(int number, MacPadding padding, byte[] key, ReadOnlySpan<byte> message, int length)
    {
        Span<byte> memory = stackalloc byte[BlockCipher.MemoryLength];
        BlockCipher cipher = BlockCipher.Expand(key.Length == 8 ? KeyAlgorithm.Des : KeyAlgorithm.Tdes, key, memory);
        byte[] mac = new byte[length];
        if (number == 3) Iso9797.Algorithm3(cipher, padding, message, mac);
        else Iso9797.Algorithm1(cipher, padding, message, mac);
        return mac;
    }

    /// <summary>By the parameters of a vector: no "algorithm" means CMAC.</summary>
    internal static byte[] Parameters(JsonElement parameters, ReadOnlySpan<byte> message)
    {
        byte[] key = CryptoVector.Hex(parameters, "key");
        int length = parameters.GetProperty("macLength").GetInt32();
        return parameters.TryGetProperty("algorithm", out JsonElement number)
            ? Iso(number.GetInt32(), (MacPadding)parameters.GetProperty("padding").GetInt32(), key, message, length)
            : Cmac(Algorithm(parameters.GetProperty("cipher").GetString()!), key, message, length);
    }
}
