using CardSwitch.Settlement;

namespace CardSwitch.Tests.Settlement;

public sealed class BusinessDayTests
{
    [Theory]
    [InlineData(20261122, 20261123)]
    [InlineData(20261130, 20261201)]
    [InlineData(20261231, 20270101)]
    [InlineData(20270228, 20270301)]
    [InlineData(20280228, 20280229)]
    [InlineData(20280229, 20280301)]
    [InlineData(20991231, 21000101)]
    [InlineData(21000228, 21000301)]
    public void The_next_day_and_the_day_before_it(int day, int next)
    {
        Assert.Equal(next, BusinessDay.Next(day));
        Assert.Equal(day, BusinessDay.Previous(next));
        Assert.Equal(day % 10_000, BusinessDay.MonthDay(day));
    }

    [Theory]
    [InlineData("2026-11-22T00:00:00.000", -1, 20261122)]
    [InlineData("2026-11-22T23:59:59.999", -1, 20261122)]
    [InlineData("2026-11-22T21:59:59.999", 1320, 20261122)]
    [InlineData("2026-11-22T22:00:00.000", 1320, 20261123)]
    [InlineData("2026-11-22T23:59:59.999", 1320, 20261123)]
    [InlineData("2026-11-23T00:00:00.000", 1320, 20261123)]
    [InlineData("2026-11-22T00:00:00.000", 0, 20261123)]
    [InlineData("2026-12-31T22:00:00.000", 1320, 20270101)]
    [InlineData("2028-02-28T22:00:00.000", 1320, 20280229)]
    [InlineData("2028-02-29T21:59:00.000", 1320, 20280229)]
    [InlineData("2028-02-29T22:00:00.000", 1320, 20280301)]
    [InlineData("2027-02-28T22:00:00.000", 1320, 20270301)]
    [InlineData("1970-01-01T00:00:00.000", -1, 19700101)]
    [InlineData("1969-12-31T23:59:59.999", -1, 19691231)]
    [InlineData("1969-12-31T22:00:00.000", 1320, 19700101)]
    public void The_day_that_is_open(string time, int cutOverMinute, int day)
    {
        var at = DateTimeOffset.Parse(
            time, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal);
        Assert.Equal(day, BusinessDay.Of(at.ToUnixTimeMilliseconds(), cutOverMinute));
    }

    [Theory]
    [InlineData(1122, 20261123, 20261122)]
    [InlineData(1231, 20270101, 20261231)]
    [InlineData(101, 20261231, 20270101)]
    [InlineData(229, 20280301, 20280229)]
    [InlineData(229, 20280228, 20280229)]
    [InlineData(229, 20270301, 20280229)]
    [InlineData(701, 20261231, 20270701)]
    [InlineData(702, 20261231, 20260702)]
    public void A_date_without_a_year_is_the_nearest(int monthDay, int near, int day)
    {
        Assert.True(BusinessDay.TryNearest(monthDay, near, out int found));
        Assert.Equal(day, found);
    }

    [Theory]
    [InlineData(229, 20260301)]
    [InlineData(0, 20260301)]
    [InlineData(1301, 20260301)]
    [InlineData(431, 20260301)]
    [InlineData(1122, 20260230)]
    public void A_date_that_no_year_about_has_is_none(int monthDay, int near) =>
        Assert.False(BusinessDay.TryNearest(monthDay, near, out _));
}
