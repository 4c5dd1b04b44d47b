using CardSwitch.Links;

namespace CardSwitch.Serving;

/// <summary>What is attached to the core at the other side of a link id: a connection, or an issuer in this process.</summary>
internal sealed class Attachment(LinkId id, LinkProfile profile, Link? link, HandlerPort? port, LinkOwner? owner)
{
    internal LinkId Id { get; } = id;

    internal LinkProfile Profile { get; } = profile;

    /// <summary>The connector's or listener's owner of the link.</summary>
    internal LinkOwner? Owner { get; } = owner;

    /// <summary>Whether the core was told to take it out of use: then its end is no fault.</summary>
    internal bool IsRetiring { get; set; }

    internal Link? Link { get; } = link;

    internal HandlerPort? Port { get; } = port;

    /// <summary>What the batch that came in over this attachment has caused to be sent.</summary>
    internal DueOutputs Due { get; } = new();

    /// <summary>Whether something was written to it in this batch. Under the lock.</summary>
    internal bool IsTouched { get; set; }

    /// <summary>Whether it is among those with something that waits for a record. Under the lock.</summary>
    internal bool IsHeld { get; set; }

    /// <summary>Wrong and missing MACs that came over it. Under the lock.</summary>
    internal int MacFailures { get; set; }

    /// <summary>Why it is to be closed; it takes and gives no more. Under the lock.</summary>
    internal LinkCloseReason? Doom { get; set; }
}
