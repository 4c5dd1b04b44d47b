namespace CardSwitch.Station.Simulators.Shops;

/// <summary>
/// What shops sent and what came back. Sent = Approved + Declined + Unavailable + Wrong + Unanswered + those still open.
/// </summary>
internal record struct ShopCounts
{
    /// <summary>Purchases sent.</summary>
    internal long Sent;

    /// <summary>Answers with an approving code.</summary>
    internal long Approved;

    /// <summary>Answers with any other code but 91.</summary>
    internal long Declined;

    /// <summary>Answers with 91: the bank was down or late.</summary>
    internal long Unavailable;

    /// <summary>Answers that do not fit their request, or have no DE 39.</summary>
    internal long Wrong;

    /// <summary>Given up: no answer in time, or the connection was lost.</summary>
    internal long Unanswered;

    /// <summary>Answers to no request that was open: late, twice, or made up.</summary>
    internal long Unexpected;

    internal readonly long Answered => Approved + Declined + Unavailable + Wrong;

    internal readonly long Open => Sent - Answered - Unanswered;

    public static ShopCounts operator +(ShopCounts a, ShopCounts b) => new()
    {
        Sent = a.Sent + b.Sent,
        Approved = a.Approved + b.Approved,
        Declined = a.Declined + b.Declined,
        Unavailable = a.Unavailable + b.Unavailable,
        Wrong = a.Wrong + b.Wrong,
        Unanswered = a.Unanswered + b.Unanswered,
        Unexpected = a.Unexpected + b.Unexpected,
    };

    public static ShopCounts operator -(ShopCounts a, ShopCounts b) => new()
    {
        Sent = a.Sent - b.Sent,
        Approved = a.Approved - b.Approved,
        Declined = a.Declined - b.Declined,
        Unavailable = a.Unavailable - b.Unavailable,
        Wrong = a.Wrong - b.Wrong,
        Unanswered = a.Unanswered - b.Unanswered,
        Unexpected = a.Unexpected - b.Unexpected,
    };
}
