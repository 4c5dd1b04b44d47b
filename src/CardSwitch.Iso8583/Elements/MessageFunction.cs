namespace CardSwitch.Iso8583;

/// <summary>
/// Third digit of the message type: the message's part in the dialogue. An even digit up to 6 opens a dialogue, the
/// next odd digit answers it. The 1987 edition knows 0 to 3; 5 to 7 came with the 2003 edition.
/// </summary>
public enum MessageFunction : byte
{
    /// <summary>The receiver decides and the sender waits.</summary>
    Request = 0,

    RequestResponse = 1,

    /// <summary>Tells of something done; the receiver may not refuse the fact and must answer.</summary>
    Advice = 2,

    AdviceResponse = 3,

    /// <summary>As an advice, but no answer is expected.</summary>
    Notification = 4,

    NotificationAcknowledgement = 5,
    Instruction = 6,
    InstructionAcknowledgement = 7,

    /// <summary>Reserved by the standard; an answer in the dialects that use it.</summary>
    PositiveAcknowledgement = 8,

    /// <summary>Reserved by the standard; an answer in the dialects that use it.</summary>
    NegativeAcknowledgement = 9,
}
