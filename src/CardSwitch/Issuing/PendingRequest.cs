using System.Runtime.CompilerServices;
using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Links;
using CardSwitch.Repeats;

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

    /// <summary>The link that the request went over; its reversal goes over the same, while that is up.</summary>
    internal LinkId Link;

    /// <summary>The business day, as yyyymmdd.</summary>
    internal int Day;

    /// <summary>Which request it is, for repeats and reversals of it.</summary>
    internal TransactionKey Key;

    /// <summary>Where it stands among the known requests.</summary>
    internal KnownHandle Known;

    /// <summary>The digest of what a repeat must have in common with it.</summary>
    internal uint Content;

    /// <summary>What an approval adds to the totals.</summary>
    internal TotalsEffect Effect;

    /// <summary>DE 49 as a number.</summary>
    internal short Currency;

    /// <summary>DE 4 as a number.</summary>
    internal long Amount;

    /// <summary>DE 32 as a number.</summary>
    internal long Acquirer;

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
