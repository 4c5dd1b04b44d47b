namespace CardSwitch.Framing;

/// <summary>
/// Bytes of a frame that do not depend on the message: what we send, and what we expect of the other side, which is
/// the same, or other bytes (a TPDU comes back with its two addresses exchanged), or anything of that many bytes.
/// Text form: <c>6000010000</c>, <c>6000010000/6000000001</c>, <c>6000010000/any</c>. At most 64 bytes.
/// </summary>
public sealed class FixedBytes : IEquatable<FixedBytes>
{
    /// <summary>A bound for what a station file may ask for; the longest header known (BASE I) has 22 bytes.</summary>
    internal const int MaxLength = 64;

    private readonly byte[] sent;
    private readonly byte[]? expected;

    private FixedBytes(byte[] sent, byte[]? expected)
    {
        this.sent = sent;
        this.expected = expected;
    }

    public static FixedBytes None { get; } = new([], []);

    public int Length => sent.Length;

    internal ReadOnlySpan<byte> Sent => sent;

    /// <summary>The same bytes in both directions.</summary>
    public static FixedBytes Same(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, MaxLength, nameof(bytes));
        byte[] copy = bytes.ToArray();
        return new FixedBytes(copy, copy);
    }

    /// <summary>We send <paramref name="sent"/> and expect <paramref name="expected"/>, of the same length.</summary>
    public static FixedBytes Pair(ReadOnlySpan<byte> sent, ReadOnlySpan<byte> expected)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sent.Length, MaxLength, nameof(sent));
        ArgumentOutOfRangeException.ThrowIfNotEqual(expected.Length, sent.Length, nameof(expected));
        return new FixedBytes(sent.ToArray(), expected.ToArray());
    }

    /// <summary>We send <paramref name="sent"/> and take any bytes of that length.</summary>
    public static FixedBytes ExpectAny(ReadOnlySpan<byte> sent)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sent.Length, MaxLength, nameof(sent));
        return new FixedBytes(sent.ToArray(), sent.IsEmpty ? [] : null);
    }

    internal bool Accepts(ReadOnlySpan<byte> received) => expected is null || received.SequenceEqual(expected);

    internal static bool TryParse(ReadOnlySpan<char> text, out FixedBytes bytes)
    {
        bytes = None;
        int slash = text.IndexOf('/');
        if (!TryHex(slash < 0 ? text : text[..slash], out byte[] sent))
            return false;
        if (slash < 0)
        {
            bytes = new FixedBytes(sent, sent);
            return true;
        }
        ReadOnlySpan<char> other = text[(slash + 1)..];
        if (other is "any")
        {
            bytes = new FixedBytes(sent, null);
            return true;
        }
        if (!TryHex(other, out byte[] expected) || expected.Length != sent.Length)
            return false;
        bytes = new FixedBytes(sent, expected);
        return true;
    }

    private static bool TryHex(ReadOnlySpan<char> hex, out byte[] bytes)
    {
        bytes = [];
        if (hex.IsEmpty || hex.Length % 2 != 0 || hex.Length > 2 * MaxLength)
            return false;
        byte[] read = new byte[hex.Length / 2];
        if (Convert.FromHexString(hex, read, out _, out _) != System.Buffers.OperationStatus.Done)
            return false;
        bytes = read;
        return true;
    }

    public bool Equals(FixedBytes? other) => other is not null && Sent.SequenceEqual(other.sent)
        && (expected is null) == (other.expected is null) && expected.AsSpan().SequenceEqual(other.expected);

    public override bool Equals(object? obj) => Equals(obj as FixedBytes);

    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(sent);
        return hash.ToHashCode();
    }

    public override string ToString()
    {
        string sent = Convert.ToHexString(this.sent);
        if (expected is null)
            return sent + "/any";
        return Sent.SequenceEqual(expected) ? sent : sent + "/" + Convert.ToHexString(expected);
    }
}
