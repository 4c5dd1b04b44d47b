namespace CardSwitch.Switching;

/// <summary>What operators are told of.</summary>
internal enum NoticeKind
{
    /// <summary>
    /// An issuer's answer fits no waiting request. Stan: the nearest one's; detail: the field that differs, 0 if none is near.
    /// </summary>
    Unmatched,

    /// <summary>A repeat has the key of an earlier request and different content; answered 94.</summary>
    RepeatDiffers,

    /// <summary>An advice or reversal was parked. Detail: how many are now.</summary>
    Parked,

    /// <summary>A request must be reversed, and the issuer's format has no reversal for it. Stan: the request's.</summary>
    NotReversible,

    /// <summary>The queue of advices is nearly full: new requests are refused to keep room for reversals. Detail: how many wait.</summary>
    QueueFull,

    /// <summary>Too many of an issuer's requests failed: it gets no traffic until a probe succeeds.</summary>
    BreakerOpened,

    /// <summary>The issuer answers again.</summary>
    BreakerClosed,

    /// <summary>A link's counterpart left three echoes unanswered; the link is closed.</summary>
    EchoMissed,

    /// <summary>A counterpart refused our sign-on. Detail: the response code as a number.</summary>
    SignOnRefused,

    /// <summary>A new business day is open. Detail: yyyymmdd.</summary>
    DayOpened,

    /// <summary>A business day is closed. Detail: yyyymmdd.</summary>
    DayClosed,

    /// <summary>A counterpart's totals differ from ours. Detail: the business day.</summary>
    OutOfBalance,

    /// <summary>Known requests are forgotten before their business day is over: the limit is too low for the traffic.</summary>
    RepeatWindowShort,

    /// <summary>Too much waits to be written to the journal, or it has failed: new requests are refused.</summary>
    JournalFull,

    /// <summary>
    /// Another station accepted a reversal of what was approved here, and it cannot be made here any more: it is to be made by
    /// hand. Stan: the request's; detail: the number of its record.
    /// </summary>
    ReversedElsewhere,

    /// <summary>
    /// A message came with a wrong MAC, or none. Issuer: -1 for a shop's; stan: that of the message, if it can be read; detail: the
    /// field of the MAC, or 0 if there is none.
    /// </summary>
    BadMac,

    /// <summary>The crypto provider cannot check a MAC: the message is refused.</summary>
    MacUnchecked,

    /// <summary>The crypto provider cannot make a MAC: the message does not leave, and the link is closed.</summary>
    NoMac,

    /// <summary>A request over a link with MACs is older, or newer, than may be. Detail: how many there were.</summary>
    Replayed,

    /// <summary>A link has a new key. Stan: digits of its check value; detail: the check value.</summary>
    KeyTaken,

    /// <summary>A key that came over a link was not taken. Stan: that of the message.</summary>
    KeyRefused,

    /// <summary>
    /// A peer sent a message in the name of an institution that is not its own; answered 31. Stan: the message's; detail: how
    /// many it has sent over that link.
    /// </summary>
    ForeignInstitution,
}
