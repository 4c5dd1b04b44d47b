using CardSwitch.Iso8583;
using CardSwitch.Issuing;

namespace CardSwitch.Switching;

/// <summary>
/// Completes answers whose issuer left out fields that an answer repeats (ISO 8583:1987: DE 2, 7, 32, 37, 41, 42): the
/// originator gets what it sent, and the answer can be told by its fields if it must be reversed.
/// </summary>
internal sealed class EchoRestorer
{
    private const ulong Repeated =
        1UL << (Field.Pan - 1) | 1UL << (Field.TransmissionDateTime - 1) | 1UL << (Field.AcquirerId - 1)
        | 1UL << (Field.Rrn - 1) | 1UL << (Field.TerminalId - 1) | 1UL << (Field.MerchantId - 1);

    private readonly FieldIndex sentIndex = new();
    private readonly FieldIndex index = new();
    private readonly MessagePatch patch = new(MessageFormats.Iso1987Ascii);
    private readonly Scratch scratch = new();
    private readonly byte[] plain = new byte[1024];

    /// <summary>Whether the answer lacks a field that its request had.</summary>
    internal static bool IsNeeded(in PendingRequest pending, MessageView answer) =>
        (pending.Present & ~answer.Index.Bitmap.Primary & Repeated) != 0;

    /// <summary>The answer with the fields of its request; as it was where they do not fit.</summary>
    internal MessageView Complete(Issuer issuer, int slot, MessageView answer)
    {
        ReadOnlySpan<byte> frame = issuer.Pending.SentFrame(slot);
        if (!issuer.Parser.Parse(frame, sentIndex).IsOk) return answer;
        var sent = new MessageView(frame, sentIndex);
        patch.Reset(issuer.Format);
        ulong missing = sent.Index.Bitmap.Primary & ~answer.Index.Bitmap.Primary & Repeated;
        for (; missing != 0; missing &= missing - 1)
        {
            int field = System.Numerics.BitOperations.TrailingZeroCount(missing) + 1;
            if (sent.TryCopy(field, plain, out int length)) patch.Set(field, plain.AsSpan(0, length));
        }
        Span<byte> completed = scratch.For(answer.Frame.Length + frame.Length);
        return patch.TryWrite(answer, completed, out int written, index)
            ? new MessageView(completed[..written], index)
            : answer;
    }
}
