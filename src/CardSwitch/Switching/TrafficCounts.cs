using CardSwitch.Iso8583;

namespace CardSwitch.Switching;

/// <summary>What shops sent to a station, and how many of it the station answered by itself, by DE 39; since the start.</summary>
public record struct TrafficCounts
{
    /// <summary>Whole messages received from shops.</summary>
    public long Received { get; set; }

    /// <summary>Answers sent to shops, its own included.</summary>
    public long Answered { get; set; }

    /// <summary>12: a message that is not switched.</summary>
    public long InvalidTransaction { get; set; }

    /// <summary>14: a card number that is malformed or fails its check digit.</summary>
    public long InvalidCardNumber { get; set; }

    /// <summary>15: no issuer with that number.</summary>
    public long NoSuchIssuer { get; set; }

    /// <summary>30: a message that could be read far enough to answer it.</summary>
    public long FormatErrors { get; set; }

    /// <summary>31: an acquirer or forwarder (DE 32, DE 33) that the peer, by its certificate, does not speak for.</summary>
    public long ForeignInstitution { get; set; }

    /// <summary>91: no issuer could be asked (link down, its limit, station stopping).</summary>
    public long IssuerUnavailable { get; set; }

    /// <summary>63: a wrong message authentication code, or none where there must be one.</summary>
    public long MacFailures { get; set; }

    /// <summary>92: the issuer is known, but not connected to this station.</summary>
    public long NoRoute { get; set; }

    /// <summary>96: too many requests pending in all.</summary>
    public long Overloaded { get; set; }

    /// <summary>90: a business day that is not open here.</summary>
    public long CutOver { get; set; }

    /// <summary>Requests and advices that were known already: attached to the one in flight, or answered as before.</summary>
    public long Repeats { get; set; }

    /// <summary>94: those among them whose content was another.</summary>
    public long RepeatsDiffering { get; set; }

    /// <summary>94: requests over links with MACs whose time (DE 7) is too far from the station's.</summary>
    public long Replays { get; set; }

    /// <summary>Reversals taken over from shops, those of unknown originals included.</summary>
    public long Reversals { get; set; }

    /// <summary>Advices taken over from shops.</summary>
    public long Advices { get; set; }

    /// <summary>Messages that nothing could be answered to: answers, or not readable; the link was closed for the latter.</summary>
    public long Unanswerable { get; set; }

    /// <summary>Counts an answer that the station gives by itself.</summary>
    internal void Refused(ResponseCode code)
    {
        if (code == ResponseCode.InvalidTransaction) InvalidTransaction++;
        else if (code == ResponseCode.InvalidCardNumber) InvalidCardNumber++;
        else if (code == ResponseCode.NoSuchIssuer) NoSuchIssuer++;
        else if (code == ResponseCode.AcquirerNotSupported) ForeignInstitution++;
        else if (code == ResponseCode.FormatError) FormatErrors++;
        else if (code == ResponseCode.MacFailure) MacFailures++;
        else if (code == ResponseCode.DuplicateTransmission) Replays++;
        else if (code == ResponseCode.NoRoute) NoRoute++;
        else if (code == ResponseCode.SystemMalfunction) Overloaded++;
        else if (code == ResponseCode.CutoverInProcess) CutOver++;
        else IssuerUnavailable++;
    }
}
