using System.Runtime.CompilerServices;
using CardSwitch.Iso8583;

namespace CardSwitch.Repeats;

/// <summary>
/// The authorisation identification response (DE 38, an 6), held in place; shorter ones are padded with spaces. The
/// default value is no approval code.
/// </summary>
internal readonly struct ApprovalCode : IEquatable<ApprovalCode>
{
    /// <summary>Characters of a code.</summary>
    internal const int Length = 6;

    private readonly SixBytes bytes;

    /// <summary>No code: the default value. One of nothing but spaces is none either.</summary>
    internal bool IsNone => bytes[0] == 0;

    /// <summary>The code of a message's DE 38; false where it has none, or one that is longer or all blank.</summary>
    internal static bool TryRead(MessageView message, out ApprovalCode code)
    {
        code = default;
        Span<byte> plain = stackalloc byte[Length];
        return message.Has(Field.ApprovalCode)
            && message.TryCopy(Field.ApprovalCode, plain, out int length)
            && TryOf(plain[..length], out code);
    }

    /// <summary>A code of 1 to 6 printable ASCII characters, not all spaces.</summary>
    internal static bool TryOf(ReadOnlySpan<byte> ascii, out ApprovalCode code)
    {
        code = default;
        if (ascii.Length > Length || ascii.ContainsAnyExceptInRange((byte)' ', (byte)'~') || ascii.TrimEnd((byte)' ').IsEmpty) return false;
        SixBytes bytes = default;
        Span<byte> all = bytes;
        all.Fill((byte)' ');
        ascii.CopyTo(all);
        code = new ApprovalCode(bytes);
        return true;
    }

    /// <summary>Writes the six characters at the start of the span, or nothing where there is no code; returns their number.</summary>
    internal int CopyTo(Span<byte> ascii)
    {
        if (IsNone) return 0;
        ((ReadOnlySpan<byte>)bytes).CopyTo(ascii);
        return Length;
    }

    private ApprovalCode(SixBytes bytes) => this.bytes = bytes;

    public bool Equals(ApprovalCode other) => ((ReadOnlySpan<byte>)bytes).SequenceEqual(other.bytes);

    public override bool Equals(object? obj) => obj is ApprovalCode other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5]);

    [InlineArray(Length)]
    private struct SixBytes
    {
        private byte first;
    }
}
