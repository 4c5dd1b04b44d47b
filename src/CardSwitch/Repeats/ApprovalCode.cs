using System.Runtime.InteropServices;
using System.Text;
using CardSwitch.Iso8583;

namespace CardSwitch.Repeats;

/// <summary>
/// The approval code of DE 38, an 6: a shorter one is padded with blanks behind it. The default value, which blanks read as
/// too, is none. Six bytes.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 2)]
internal readonly record struct ApprovalCode
{
    internal const int Length = 6;

    private readonly uint first;
    private readonly ushort last;

    private ApprovalCode(ReadOnlySpan<byte> padded)
    {
        first = (uint)(padded[0] << 24 | padded[1] << 16 | padded[2] << 8 | padded[3]);
        last = (ushort)(padded[4] << 8 | padded[5]);
    }

    internal bool IsNone => first == 0;

    /// <summary>Takes up to six ASCII characters, 20 to 7E; false for any other bytes.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> ascii, out ApprovalCode code)
    {
        code = default;
        if (ascii.Length > Length || ascii.ContainsAnyExceptInRange((byte)' ', (byte)'~')) return false;
        if (!ascii.ContainsAnyExcept((byte)' ')) return true;
        Span<byte> padded = stackalloc byte[Length];
        padded.Fill((byte)' ');
        ascii.CopyTo(padded);
        code = new ApprovalCode(padded);
        return true;
    }

    /// <summary>The code that a message carries; none where it carries no sound one.</summary>
    internal static ApprovalCode Of(MessageView message)
    {
        Span<byte> plain = stackalloc byte[Length];
        return message.TryCopy(Field.ApprovalCode, plain, out int length) && TryParse(plain[..length], out ApprovalCode code)
            ? code
            : default;
    }

    /// <summary>Writes the six characters, blanks for none.</summary>
    internal void CopyTo(Span<byte> ascii)
    {
        ulong text = IsNone ? 0x2020_2020_2020 : (ulong)first << 16 | last;
        for (int i = Length - 1; i >= 0; i--, text >>= 8) ascii[i] = (byte)text;
    }

    public override string ToString()
    {
        Span<byte> ascii = stackalloc byte[Length];
        CopyTo(ascii);
        return Encoding.ASCII.GetString(ascii).TrimEnd();
    }
}
