using CardSwitch.Iso8583;

namespace CardSwitch.Station.Simulators.Banks;

/// <summary>
/// A bank's answers over one connection: everything echoed but what an answer must not carry, with DE 38 and 39 (and 66) as
/// the books decide. Keeps the connection's sign-on. Nothing is allocated for a message.
/// </summary>
internal sealed class AuthorizationDesk(MessageFormat format, BankBooks books)
{
    private const int SignOn = 001, SignOff = 002, CutOver = 201, Echo = 301;

    private readonly MessageParser parser = new(format);
    private readonly FieldIndex index = new();
    private readonly MessagePatch patch = new(format);
    private readonly byte[] answer = new byte[8192];
    private bool isSignedOff;

    /// <summary>Whether the message answered last was about the connection, and not about money.</summary>
    internal bool IsNetworkManagement => index.Type.Class == MessageClass.NetworkManagement;

    /// <summary>The answer, valid until the next call; empty when there is none to give.</summary>
    internal ReadOnlySpan<byte> Answer(ReadOnlySpan<byte> message)
    {
        if (!parser.Parse(message, index).IsOk || !index.Type.HasResponse)
        {
            books.NoteMalformed();
            return default;
        }
        var view = new MessageView(message, index);
        BankDecision decision = Decide(view);

        patch.Reset(format);
        patch.SetType(index.Type.ToResponse());
        Span<byte> text = stackalloc byte[4];
        patch.Set(Field.ResponseCode, text[..decision.Code.CopyTo(text)]);
        if (decision.Settlement > 0) patch.SetDigits(Field.SettlementCode, decision.Settlement);
        bool isRequest = index.Type.Class is MessageClass.Financial or MessageClass.Authorization
            && index.Type.Function == MessageFunction.Request;
        if (isRequest && decision.Code.IsApproval) patch.SetDigits(Field.ApprovalCode, books.ApprovalCode(view));
        patch.Remove(Field.Track2);
        patch.Remove(Field.Track1);
        patch.Remove(Field.PinData);
        if (patch.TryWrite(view, answer, out int length)) return answer.AsSpan(0, length);
        books.NoteMalformed();
        return default;
    }

    private BankDecision Decide(MessageView message)
    {
        if (message.Type.Class == MessageClass.NetworkManagement) return new BankDecision(Manage(message));
        return isSignedOff ? new BankDecision(ResponseCode.IssuerUnavailable) : books.Decide(message);
    }

    // A format without DE 70 says in another field what it asks; all of it is agreed to.
    private ResponseCode Manage(MessageView message)
    {
        if (!message.TryGetInt32(Field.NetworkManagementCode, out int code)) return ResponseCode.Approved;
        if (code is not (SignOn or SignOff or CutOver or Echo)) return ResponseCode.InvalidTransaction;
        if (code is SignOn or SignOff) isSignedOff = code == SignOff;
        if (code == CutOver && message.TryGetInt32(Field.SettlementDate, out int day)) books.CutOver(day);
        return ResponseCode.Approved;
    }
}
