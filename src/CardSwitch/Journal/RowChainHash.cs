using System.Security.Cryptography;

namespace CardSwitch.Journal;

/// <summary>What <see cref="RowChain.Next"/> computes, for many rows: its memory and its hash are used again. One thread's.</summary>
internal sealed class RowChainHash
{
    // Lives as long as its journal; nothing of it is secret.
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] text = [];

    /// <inheritdoc cref="RowChain.Next"/>
    internal void Next(ReadOnlySpan<byte> before, JournalRow row, Span<byte> chain)
    {
        int most = RowChain.MostBytes(row);
        if (text.Length < most) text = new byte[Math.Max(most, 2 * text.Length)];
        hash.AppendData(text, 0, RowChain.Write(before, row, text));
        hash.GetHashAndReset(chain);
    }
}
