using CardSwitch.StoreAndForward;

namespace CardSwitch.Tests.StoreAndForward;

public sealed class TransmissionTests
{
    [Theory]
    [InlineData("2026-11-22T05:30:12Z", 1122053012)]
    [InlineData("2027-01-01T00:00:00Z", 101000000)]
    [InlineData("2026-12-31T23:59:59Z", 1231235959)]
    [InlineData("2028-02-29T12:00:00Z", 229120000)]
    public void A_time_is_its_month_day_and_time_of_day_in_utc(string time, long expected)
    {
        Assert.Equal(expected, Transmission.Of(Ms(time) + 999));
    }

    [Theory]
    [InlineData(1122053012, "2026-11-22T05:30:20Z", "2026-11-22T05:30:12Z")]
    [InlineData(1231235959, "2027-01-01T00:00:05Z", "2026-12-31T23:59:59Z")]
    [InlineData(101000001, "2026-12-31T23:59:58Z", "2027-01-01T00:00:01Z")]
    [InlineData(101000001, "2027-01-01T00:00:00Z", "2027-01-01T00:00:01Z")]
    [InlineData(229120000, "2028-03-01T00:00:00Z", "2028-02-29T12:00:00Z")]
    [InlineData(229235959, "2028-02-28T23:00:00Z", "2028-02-29T23:59:59Z")]
    [InlineData(229120000, "2027-12-31T00:00:00Z", "2028-02-29T12:00:00Z")]
    [InlineData(701000000, "2026-01-05T00:00:00Z", "2026-07-01T00:00:00Z")]
    [InlineData(715000000, "2026-01-05T00:00:00Z", "2025-07-15T00:00:00Z")]
    public void It_is_in_the_year_that_brings_it_nearest(long field, string near, string expected)
    {
        Assert.True(Transmission.TryNearest(field, Ms(near), out long time));
        Assert.Equal(Ms(expected), time);
    }

    [Theory]
    [InlineData(229120000, "2026-03-01T00:00:00Z")]
    [InlineData(229120000, "2027-03-01T00:00:00Z")]
    [InlineData(230120000, "2028-03-01T00:00:00Z")]
    [InlineData(1300000000, "2026-03-01T00:00:00Z")]
    [InlineData(1000000, "2026-03-01T00:00:00Z")]
    [InlineData(100000000, "2026-03-01T00:00:00Z")]
    [InlineData(431000000, "2026-03-01T00:00:00Z")]
    [InlineData(101240000, "2026-03-01T00:00:00Z")]
    [InlineData(101006000, "2026-03-01T00:00:00Z")]
    [InlineData(101000060, "2026-03-01T00:00:00Z")]
    [InlineData(-1, "2026-03-01T00:00:00Z")]
    [InlineData(long.MaxValue, "2026-03-01T00:00:00Z")]
    public void No_date_of_the_years_around_is_none(long field, string near)
    {
        Assert.False(Transmission.TryNearest(field, Ms(near), out long time));
        Assert.Equal(0, time);
    }

    [Fact]
    public void What_was_sent_within_half_a_year_is_read_back_as_it_was()
    {
        // Every hour and odd second of four years around a leap day.
        long day = 86_400_000, now = Ms("2026-01-01T00:00:00Z");
        for (int i = 0; i < 4 * 365; i++, now += day + 3_607_000)
        {
            foreach (long ago in (long[])[0, day, 45 * day, 182 * day, -day, -182 * day])
            {
                Assert.True(Transmission.TryNearest(Transmission.Of(now - ago), now, out long time));
                Assert.Equal(now - ago, time);
            }
        }
    }

    private static long Ms(string time) =>
        DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
}
