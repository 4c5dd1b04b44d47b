namespace CardSwitch.Links;

/// <summary>Why a link was closed. The first reason given stands. Numbers are logged: append only.</summary>
internal enum LinkCloseReason
{
    /// <summary>
    /// The peer ended the connection in order (FIN). A reset during a send may show as this too: the kernel tells of it
    /// once, to the send, and the receive then sees an end.
    /// </summary>
    PeerClosed = 1,

    /// <summary>The connection broke (RST, keep-alive unanswered, network unreachable).</summary>
    PeerReset = 2,

    /// <summary>The transport failed in another way: a TLS error, say.</summary>
    TransportFailed = 3,

    /// <summary>A send took longer than <see cref="LinkOptions.WriteTimeout"/>.</summary>
    SlowReader = 4,

    /// <summary>Nothing was received for <see cref="LinkOptions.IdleTimeout"/>.</summary>
    Idle = 5,

    /// <summary>A frame was begun and not completed within <see cref="LinkOptions.FrameTimeout"/>.</summary>
    HalfFrame = 6,

    /// <summary>A frame does not fit in <see cref="LinkOptions.ReceiveBufferMax"/>.</summary>
    FrameTooLong = 7,

    /// <summary>The owner could make nothing of the bytes: it returned -1 and had given no reason of its own.</summary>
    BadBytes = 8,

    /// <summary>The owner threw while it handled the bytes.</summary>
    OwnerFailed = 9,

    /// <summary>This side stops: shutdown, or a link that is taken out of the configuration.</summary>
    Stopped = 10,

    /// <summary>Too many messages came with a wrong message authentication code, or none.</summary>
    BadMac = 20,

    /// <summary>No message authentication code could be made for what was to leave.</summary>
    NoMac = 21,
}
