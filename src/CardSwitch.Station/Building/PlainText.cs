using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using CardSwitch.Iso8583;

namespace CardSwitch.Station.Building;

/// <summary>The plain value that a text stands for: one Latin-1 character a unit, or bytes in hexadecimal.</summary>
internal static class PlainText
{
    /// <summary>False for text that cannot be it; what the content class admits is checked with the value.</summary>
    /// <param name="spec">What the value is of; an unknown element is bytes.</param>
    /// <param name="text">The text.</param>
    /// <param name="plain">The plain value.</param>
    internal static bool TryRead(FieldSpec? spec, string text, [NotNullWhen(true)] out byte[]? plain)
    {
        plain = null;
        if (IsHexadecimal(spec))
        {
            byte[] bytes = new byte[text.Length / 2];
            if (text.Length % 2 != 0 || Convert.FromHexString(text, bytes, out _, out _) != OperationStatus.Done) return false;
            plain = bytes;
            return true;
        }
        if (text.Any(c => c > 0xFF)) return false;
        plain = System.Text.Encoding.Latin1.GetBytes(text);
        return true;
    }

    internal static bool IsHexadecimal(FieldSpec? spec) => spec is null or { Content: ContentClass.Binary };
}
