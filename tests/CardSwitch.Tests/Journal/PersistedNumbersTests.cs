using CardSwitch.Journal;

namespace CardSwitch.Tests.Journal;

/// <summary>Numbers that stand in journals: a new one may come, none may change or be used again.</summary>
public sealed class PersistedNumbersTests
{
    private const string Kinds =
        "1 Sent, 2 Answered, 3 TimedOut, 4 StoodIn, 5 Queued, 6 Forwarded, 7 Parked, 8 Released, 9 Blocked, 10 Late, " +
        "11 Unmatched, 12 Undelivered, 13 Reversed, 14 DayOpened, 15 DayClosed, 16 Reconciled, 17 Network, 18 MacFailed";

    private const string Effects =
        "0 None, 1 Debit, 2 DebitReversal, 3 Credit, 4 CreditReversal, 5 Authorization, 6 Inquiry, 7 Transfer, 8 TransferReversal";

    [Fact]
    public void Kinds_of_records() => Assert.Equal(Kinds, Numbers<RecordKind>());

    [Fact]
    public void Effects_on_the_totals() => Assert.Equal(Effects, Numbers<TotalsEffect>());

    [Fact]
    public void The_version_of_the_layout() => Assert.Equal(1, RecordLayout.Version);

    private static string Numbers<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetValues<T>().Select(value => $"{value:D} {value}"));
}
