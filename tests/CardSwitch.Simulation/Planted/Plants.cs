namespace CardSwitch.Simulation.Planted;

/// <summary>All planted bugs, numbered from 1.</summary>
internal static class Plants
{
    internal static IReadOnlyList<Func<Plant>> All { get; } =
    [
        () => new AdviceAcknowledgedEarly(),
        () => new AdviceSentTwice(),
        () => new AmountsSwapped(),
        () => new DayClosedEarly(),
        () => new DaysMixed(),
        () => new EffectBeforeDurable(),
        () => new IntentForgotten(),
        () => new LateApprovalForwarded(),
        () => new MatchOnStanOnly(),
        () => new NinetyFourNotGiven(),
        () => new OriginalDataWrong(),
        () => new OutcomeForgotten(),
        () => new PartialReversalWhole(),
        () => new PinInJournal(),
        () => new QueueForgotten(),
        () => new QueueOrderBroken(),
        () => new QueueUnbounded(),
        () => new RepeatAsNew(),
        () => new RepeatFilterDropped(),
        () => new ReplyToAnotherSession(),
        () => new ReplyTwice(),
        () => new RequestAfterReversal(),
        () => new ReversalForgotten(),
        () => new ReversalSwallowed(),
        () => new ReversedTwice(),
        () => new StanNotRestored(),
        () => new StandInAdviceSwallowed(),
        () => new StandInWithoutAdvice(),
        () => new TombstoneLost(),
        () => new TrackInJournal(),
        () => new UnsentForgotten(),
    ];

    /// <summary>The bug of a number, or null when there is none.</summary>
    internal static Func<Plant>? Find(int number) => number >= 1 && number <= All.Count ? All[number - 1] : null;

    internal static int NumberOf(Func<Plant> plant) => All.TakeWhile(other => other != plant).Count() + 1;
}
