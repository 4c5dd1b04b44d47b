namespace CardSwitch.Issuing;

/// <summary>
/// What was sent to an issuer and what came of it, since the start. Requests = Approved + Declined + TimedOut
/// + GivenUp + those still pending.
/// </summary>
public record struct IssuerCounts
{
    /// <summary>Requests and advices sent.</summary>
    public long Requests { get; set; }

    /// <summary>Answers with an approving code.</summary>
    public long Approved { get; set; }

    /// <summary>Answers with any other code.</summary>
    public long Declined { get; set; }

    /// <summary>Requests without an answer in time, answered 91.</summary>
    public long TimedOut { get; set; }

    /// <summary>Answers that came after their time-out: dropped.</summary>
    public long Late { get; set; }

    /// <summary>Answers that fit no pending request, or differ from theirs in an echoed field: dropped.</summary>
    public long Unmatched { get; set; }

    /// <summary>Requests refused with 91 because no link was up.</summary>
    public long Unreachable { get; set; }

    /// <summary>Requests refused with 91 because too many were pending.</summary>
    public long Shed { get; set; }

    /// <summary>Answers whose shop had gone when they came.</summary>
    public long Undelivered { get; set; }

    /// <summary>Requests that their shop reversed before there was an answer.</summary>
    public long GivenUp { get; set; }

    /// <summary>Requests approved in the issuer's place.</summary>
    public long StoodIn { get; set; }

    /// <summary>Reversals queued to the issuer.</summary>
    public long Reversals { get; set; }

    /// <summary>Advices, reversals and totals that the issuer has accepted.</summary>
    public long Forwarded { get; set; }

    /// <summary>Advices, reversals and totals that were parked.</summary>
    public long Parked { get; set; }

    /// <summary>Messages from the issuer that could not be read.</summary>
    public long Malformed { get; set; }

    /// <summary>Messages from the issuer with a wrong MAC, or none: dropped.</summary>
    public long MacFailures { get; set; }
}
