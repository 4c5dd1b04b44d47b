using System.Runtime.CompilerServices;
using CardSwitch.Iso8583;

namespace CardSwitch.Switching;

/// <summary>
/// Headers before the message type belong to a link, not to a transaction: an issuer gets its format's own, and an
/// originator gets back what it sent, with the addresses exchanged.
/// </summary>
internal static class LinkHeader
{
    /// <summary>The header of a message as it was read.</summary>
    internal static ReadOnlySpan<byte> Of(MessageView message) => message.Frame[..message.Index[Field.Mti].Value];

    /// <summary>Puts the answer to a header before a message that has another so far; returns the message's length.</summary>
    /// <param name="asked">The header of the request.</param>
    /// <param name="message">The message; its new header is no longer than the one it has.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Answer(MessageFormat format, ReadOnlySpan<byte> asked, Span<byte> message, int header, int length) =>
        format.HeaderLength == 0 ? length : AnswerHeader(format, asked, message, header, length);

    private static int AnswerHeader(MessageFormat format, ReadOnlySpan<byte> asked, Span<byte> message, int header, int length)
    {
        Span<byte> answer = stackalloc byte[HeaderSpec.MaxLength];
        int written = format.Header.Answer(asked, length - header, answer);
        return Replace(answer[..written], message, header, length);
    }

    /// <summary>Puts the format's own header in the place of another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Renew(MessageFormat format, Span<byte> message, int header, int length) =>
        format.HeaderLength == 0 ? length : RenewHeader(format, message, header, length);

    private static int RenewHeader(MessageFormat format, Span<byte> message, int header, int length)
    {
        Span<byte> own = stackalloc byte[HeaderSpec.MaxLength];
        int written = format.Header.Write(own, length - header);
        return Replace(own[..written], message, header, length);
    }

    private static int Replace(ReadOnlySpan<byte> written, Span<byte> message, int header, int length)
    {
        message[header..length].CopyTo(message[written.Length..]);
        written.CopyTo(message);
        return length - header + written.Length;
    }
}
