using CardSwitch.Iso8583;

namespace CardSwitch.Station.Simulators.Banks;

/// <summary>
/// Decides requests and makes their answers: everything echoed but what an answer must not carry, with DE 38 and 39.
/// One for each connection; nothing is allocated for a message.
/// </summary>
internal sealed class AuthorizationDesk(MessageFormat format, ulong seed, double approvePercent)
{
    // Why cards are declined, the commonest first.
    private static readonly ResponseCode[] Reasons =
    [
        ResponseCode.InsufficientFunds, ResponseCode.InsufficientFunds, ResponseCode.DoNotHonor,
        ResponseCode.ExpiredCard, ResponseCode.AmountLimitExceeded, ResponseCode.IncorrectPin,
    ];

    private readonly MessageParser parser = new(format);
    private readonly FieldIndex index = new();
    private readonly MessagePatch patch = new(format);
    private readonly byte[] answer = new byte[8192];
    private readonly ulong declineFrom = DeclineFrom(approvePercent);

    private BankCounts counts;

    internal BankCounts Counts => counts;

    /// <summary>The answer, valid until the next call; empty when there is none to give.</summary>
    internal ReadOnlySpan<byte> Answer(ReadOnlySpan<byte> request)
    {
        if (!parser.Parse(request, index).IsOk || !index.Type.HasResponse)
        {
            counts = counts with { Malformed = counts.Malformed + 1 };
            return default;
        }
        var view = new MessageView(request, index);
        ulong number = view.TryGetInt64(Field.Rrn, out long rrn) ? (ulong)rrn : 0;
        ResponseCode code = Decide(seed, number, declineFrom, index.Type);

        patch.Reset(format);
        patch.SetType(index.Type.ToResponse());
        Span<byte> text = stackalloc byte[4];
        patch.Set(Field.ResponseCode, text[..code.CopyTo(text)]);
        if (code.IsApproval && index.Type.Class != MessageClass.NetworkManagement)
        {
            // A number in the place of a code that means something to the bank alone.
            patch.SetDigits(Field.ApprovalCode, (long)(Chance.Of(seed ^ 38, number) % 1_000_000));
        }
        patch.Remove(Field.Track2);
        patch.Remove(Field.Track1);
        patch.Remove(Field.PinData);
        if (!patch.TryWrite(view, answer, out int length))
        {
            counts = counts with { Malformed = counts.Malformed + 1 };
            return default;
        }
        counts = code.IsApproval
            ? counts with { Received = counts.Received + 1, Approved = counts.Approved + 1 }
            : counts with { Received = counts.Received + 1, Declined = counts.Declined + 1 };
        return answer.AsSpan(0, length);
    }

    /// <summary>The draw from which on a request is declined.</summary>
    internal static ulong DeclineFrom(double approvePercent) =>
        approvePercent >= 100 ? ulong.MaxValue : (ulong)(approvePercent / 100 * ulong.MaxValue);

    /// <summary>The same request (by its DE 37) has the same answer, whatever came before it.</summary>
    internal static ResponseCode Decide(ulong seed, ulong number, ulong declineFrom, MessageType type)
    {
        ulong draw = Chance.Of(seed, number);
        bool isRequest = type.Class is MessageClass.Financial or MessageClass.Authorization
            && type.Function == MessageFunction.Request;
        return draw < declineFrom || !isRequest ? ResponseCode.Approved : Reasons[draw % (ulong)Reasons.Length];
    }
}
