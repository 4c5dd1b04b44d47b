namespace CardSwitch.Framing;

/// <summary>What <see cref="IFraming.TryRead"/> found at the start of the received bytes.</summary>
public enum FrameStatus
{
    /// <summary>The frame is not complete; nothing is consumed.</summary>
    NeedMore,

    /// <summary>A whole frame with a message of at least one byte.</summary>
    Frame,

    /// <summary>A whole frame without a message, sent to show that the link lives.</summary>
    KeepAlive,

    /// <summary>The length's digits are no digits, or the length is shorter than what it counts besides the message.</summary>
    BadLength,

    /// <summary>The message would be longer than <see cref="IFraming.MaxMessageLength"/>.</summary>
    TooLong,

    /// <summary>The fixed bytes before or behind the length are not those agreed on.</summary>
    BadPrefix,

    /// <summary>The fixed bytes behind the message are not those agreed on.</summary>
    BadTrailer,
}
