using System.Runtime.CompilerServices;
using CardSwitch.Iso8583;
using CardSwitch.Links;

namespace CardSwitch.Issuing;

/// <summary>What the switch remembers of a request that it sent to an issuer, besides the bytes sent.</summary>
internal struct PendingRequest
{
    /// <summary>The switch's own trace number towards the issuer.</summary>
    internal int Stan;

    /// <summary>The type of the request as it was sent.</summary>
    internal MessageType Type;

    /// <summary>The link that the request came from, and that alone gets the answer.</summary>
    internal LinkId Originator;

    /// <summary>The originator's trace number, restored in the answer.</summary>
    internal int OriginatorStan;

    /// <summary>When the request's bytes were read, in ns.</summary>
    internal long ReceivedAt;

    /// <summary>When the request was handed to the issuer's link, in ns.</summary>
    internal long SentAt;

    /// <summary>Length of the frame as it was sent.</summary>
    internal int FrameLength;

    /// <summary>Length of the header that the originator's request had.</summary>
    internal int HeaderLength;

    /// <summary>The primary bitmap of the frame as it was sent.</summary>
    internal ulong Present;

    /// <summary>Where the fields that an answer must echo stand in that frame; of no meaning for one it lacks.</summary>
    internal EchoSlots Echo;

    [InlineArray(EchoedFields.Count)]
    internal struct EchoSlots
    {
        private FieldSlot first;
    }
}
