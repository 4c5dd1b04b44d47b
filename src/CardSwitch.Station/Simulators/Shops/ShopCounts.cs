namespace CardSwitch.Station.Simulators.Shops;

/// <summary>
/// What shops sent and what came back. Sent = Approved + Declined + Unavailable + Wrong + Unanswered + those still open.
/// </summary>
internal record struct ShopCounts
{
    /// <summary>Purchases sent.</summary>
    internal long Sent;

    /// <summary>Messages sent: purchases, their repeats, reversals and theirs, sign-ons.</summary>
    internal long Messages;

    /// <summary>Messages received.</summary>
    internal long Heard;

    /// <summary>Answers with an approving code.</summary>
    internal long Approved;

    /// <summary>Their amounts, in minor units.</summary>
    internal long ApprovedAmount;

    /// <summary>Answers with any other code but 91.</summary>
    internal long Declined;

    /// <summary>Answers with 91: the bank was down or late.</summary>
    internal long Unavailable;

    /// <summary>Answers that do not fit their request, or have no DE 39; reversals that were refused.</summary>
    internal long Wrong;

    /// <summary>Given up: no answer in time, or the connection was lost. Each is reversed.</summary>
    internal long Unanswered;

    /// <summary>Answers to no request that was open: twice, or made up.</summary>
    internal long Unexpected;

    /// <summary>Answers that came when their purchase was given up already.</summary>
    internal long Late;

    /// <summary>Purchases sent a second time.</summary>
    internal long Repeats;

    /// <summary>Second answers to those, the same as the first.</summary>
    internal long AnsweredAgain;

    /// <summary>Reversals begun: of purchases given up, and of approved ones.</summary>
    internal long Reversals;

    /// <summary>Approved purchases among them.</summary>
    internal long TakenBack;

    /// <summary>The amounts of those.</summary>
    internal long TakenBackAmount;

    internal readonly long Answered => Approved + Declined + Unavailable + Wrong;

    internal readonly long Open => Sent - Answered - Unanswered;

    public static ShopCounts operator +(ShopCounts a, ShopCounts b) => Sum(a, b, 1);

    public static ShopCounts operator -(ShopCounts a, ShopCounts b) => Sum(a, b, -1);

    private static ShopCounts Sum(ShopCounts a, ShopCounts b, int sign) => new()
    {
        Sent = a.Sent + sign * b.Sent,
        Messages = a.Messages + sign * b.Messages,
        Heard = a.Heard + sign * b.Heard,
        Approved = a.Approved + sign * b.Approved,
        ApprovedAmount = a.ApprovedAmount + sign * b.ApprovedAmount,
        Declined = a.Declined + sign * b.Declined,
        Unavailable = a.Unavailable + sign * b.Unavailable,
        Wrong = a.Wrong + sign * b.Wrong,
        Unanswered = a.Unanswered + sign * b.Unanswered,
        Unexpected = a.Unexpected + sign * b.Unexpected,
        Late = a.Late + sign * b.Late,
        Repeats = a.Repeats + sign * b.Repeats,
        AnsweredAgain = a.AnsweredAgain + sign * b.AnsweredAgain,
        Reversals = a.Reversals + sign * b.Reversals,
        TakenBack = a.TakenBack + sign * b.TakenBack,
        TakenBackAmount = a.TakenBackAmount + sign * b.TakenBackAmount,
    };
}
