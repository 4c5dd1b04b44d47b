using System.Text.Json;
using CardSwitch.Iso8583;
using CardSwitch.Station.Configuration;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Station;

public sealed class ServiceSectionsTests
{
    private const string StandIn = "\"standIn\": { \"currency\": \"EUR\", \"amountLimit\": 5000, \"dailyAmount\": 15000, \"dailyCount\": 5";
    private const string Card = "4761739001010119", OtherCard = "4761739001010010";

    [Fact]
    public void The_examples_defaults_are_the_librarys()
    {
        StationOptions options = Load(System.IO.File.ReadAllText(Path.Combine(Repository.Root, "docs", "station.json")));
        IssuerOptions shown = options.Issuers[0], usual = options.Issuers[1];
        Assert.Equal(Text(usual.Echo), Text(shown.Echo));
        Assert.Equal(Text(usual.Breaker), Text(shown.Breaker));
        Assert.Equal(Text(usual.StoreAndForward), Text(shown.StoreAndForward));
        Assert.Equal((usual.SignOn, usual.LinkUse, usual.Reversals), (shown.SignOn, shown.LinkUse, shown.Reversals));
        Assert.Equal((true, LinkUse.InTurn, ReversalKind.Advice), (usual.SignOn, usual.LinkUse, usual.Reversals));
        Assert.Null(usual.StandIn);
        Assert.Equal((false, false), (options.Listeners[0].SignOn, options.Listeners[1].SignOn));
        Assert.Equal((426005L, new TimeOnly(22, 0)), (options.Institution, options.CutOver));
    }

    [Fact]
    public void The_examples_stand_in_rules_load()
    {
        StationOptions options = Load(System.IO.File.ReadAllText(Path.Combine(Repository.Root, "docs", "station.json")));
        StandInOptions rules = options.Issuers[0].StandIn!;
        Assert.Equal((Currency.Of(978), 5_000L, 15_000L, 5), (rules.Currency, rules.AmountLimit, rules.DailyAmount, rules.DailyCount));
        Assert.Equal(["4829", "6011", "7995"], rules.ExceptMerchants);
        Assert.Equal((0, 1, true, false), (rules.Merchants.Count, rules.StopList.Count, rules.OnTimeOut, rules.AllowPin));
    }

    [Fact]
    public void Every_key_reaches_its_option()
    {
        StationOptions options = Load(File(
            station: "\"institution\": \"12345678901\", \"cutOver\": \"00:01\", \"limits\": { \"maxQueued\": 11, \"repeatWindow\": 12, \"storedAnswers\": 70000 },",
            listener: "\"signOn\": true,",
            issuer: "\"signOn\": false, \"linkUse\": \"failover\", \"reversals\": \"request\", "
                + "\"echo\": { \"afterMs\": 0, \"timeoutMs\": 2, \"misses\": 3 }, "
                + "\"breaker\": { \"failures\": 1, \"samples\": 2, \"failurePercent\": 3, \"windowMs\": 4, \"probeAfterMs\": 5, \"probeRequests\": 6 }, "
                + "\"storeAndForward\": { \"retryFirstMs\": 1, \"retryMostMs\": 86400000, \"attempts\": 3, \"inFlight\": 4, \"timeoutMs\": 5 }, "
                + $"{StandIn}, \"merchants\": [\"5411\"], \"exceptMerchants\": [\"3000-3299\"], \"stopList\": [\"{Card}\"], \"onTimeOut\": false, \"allowPin\": true }},"));
        Assert.Equal((12_345_678_901, new TimeOnly(0, 1)), (options.Institution, options.CutOver));
        Assert.Equal((11, 12, 70_000), (options.Limits.MaxQueued, options.Limits.RepeatWindow, options.Limits.StoredAnswers));
        Assert.True(options.Listeners[0].SignOn);
        IssuerOptions issuer = options.Issuers[0];
        Assert.Equal((false, LinkUse.Failover, ReversalKind.Request), (issuer.SignOn, issuer.LinkUse, issuer.Reversals));
        Assert.Equal(Text(new EchoOptions { After = TimeSpan.Zero, TimeOut = Ms(2), Misses = 3 }), Text(issuer.Echo));
        Assert.Equal(
            Text(new BreakerOptions { Failures = 1, Samples = 2, FailurePercent = 3, Window = Ms(4), ProbeAfter = Ms(5), ProbeRequests = 6 }),
            Text(issuer.Breaker));
        Assert.Equal(
            Text(new ForwardOptions { RetryFirst = Ms(1), RetryMost = TimeSpan.FromDays(1), Attempts = 3, InFlight = 4, TimeOut = Ms(5) }),
            Text(issuer.StoreAndForward));
        StandInOptions rules = issuer.StandIn!;
        Assert.Equal((Currency.Of(978), 5_000L, 15_000L, 5), (rules.Currency, rules.AmountLimit, rules.DailyAmount, rules.DailyCount));
        Assert.Equal(["5411", "3000-3299"], rules.Merchants.Concat(rules.ExceptMerchants));
        Assert.Equal((false, true), (rules.OnTimeOut, rules.AllowPin));
        Assert.True(rules.StopList.Contains(PanOf(Card)));
    }

    [Theory]
    [InlineData("\"institution\": \"0123\",", "2: institution: expected 1 to 11 digits as text, the first of them not 0, found \"0123\"")]
    [InlineData("\"institution\": \"\",", "2: institution: expected 1 to 11 digits as text, the first of them not 0, found \"\"")]
    [InlineData("\"institution\": \"123456789012\",", "2: institution: expected 1 to 11 digits as text, the first of them not 0, found \"123456789012\"")]
    [InlineData("\"institution\": 123,", "2: institution: expected 1 to 11 digits as text, the first of them not 0, found 123")]
    [InlineData("\"cutOver\": \"24:00\",", "2: cutOver: expected a time of day such as \"22:00\", UTC, found \"24:00\"")]
    [InlineData("\"cutOver\": \"9:00\",", "2: cutOver: expected a time of day such as \"22:00\", UTC, found \"9:00\"")]
    [InlineData("\"limits\": { \"storedAnswers\": 1 },", "2: limits.storedAnswers: expected 65536 to 1073741824, found 1")]
    [InlineData("\"limits\": { \"maxQueued\": 0 },", "2: limits.maxQueued: expected 1 to 10000000, found 0")]
    [InlineData("\"limits\": { \"repeatWindow\": 0 },", "2: limits.repeatWindow: expected 1 to 100000000, found 0")]
    public void A_wrong_value_of_the_station_is_named(string station, string expected) =>
        Assert.Equal([expected], Errors(File(station: station)));

    [Theory]
    [InlineData("\"signOn\": 1,", "4: issuers[0].signOn: expected true or false, found 1")]
    [InlineData("\"linkUse\": \"InTurn\",", "4: issuers[0].linkUse: expected one of inTurn, failover, found \"InTurn\"")]
    [InlineData("\"reversals\": \"0420\",", "4: issuers[0].reversals: expected one of advice, request, found \"0420\"")]
    [InlineData("\"echo\": { \"afterMs\": -1 },", "4: issuers[0].echo.afterMs: expected 0 to 3600000 milliseconds, found -1")]
    [InlineData("\"echo\": { \"misses\": 0 },", "4: issuers[0].echo.misses: expected 1 to 100, found 0")]
    [InlineData("\"breaker\": { \"failurePercent\": 0 },", "4: issuers[0].breaker.failurePercent: expected 1 to 100, found 0")]
    [InlineData("\"breaker\": { \"failure\": 0 },", "4: issuers[0].breaker.failure: is not known; did you mean failures?")]
    [InlineData("\"storeAndForward\": { \"retryMostMs\": 86400001 },", "4: issuers[0].storeAndForward.retryMostMs: expected 1 to 86400000 milliseconds, found 86400001")]
    [InlineData("\"storeAndForward\": { \"retryMostMs\": 4999 },", "4: issuers[0].storeAndForward.retryMost: expected retryFirst to a day, found 00:00:04.9990000")]
    [InlineData("\"standIn\": true,", "4: issuers[0].standIn: expected an object, found true")]
    public void A_wrong_value_of_an_issuer_is_named(string issuer, string expected) =>
        Assert.Equal([expected], Errors(File(issuer: issuer)));

    [Theory]
    [InlineData("\"EUR\"", "\"EURO\"", "4: issuers[0].standIn.currency: expected a currency such as \"978\" or \"EUR\", found \"EURO\"")]
    [InlineData("\"EUR\"", "978", "4: issuers[0].standIn.currency: expected a currency such as \"978\" or \"EUR\", found 978")]
    [InlineData("\"amountLimit\": 5000", "\"amountLimit\": 0.5", "4: issuers[0].standIn.amountLimit: expected 1 to 999999999999, found 0.5")]
    [InlineData("15000", "4999", "4: issuers[0].standIn.dailyAmount: expected at least amountLimit, found 4999")]
    [InlineData("\"dailyCount\": 5", "\"dailyCount\": 0", "4: issuers[0].standIn.dailyCount: expected 1 to 1000000, found 0")]
    [InlineData("\"dailyCount\": 5", "\"dailyCount\": 5, \"merchants\": [\"x\"]", "4: issuers[0].standIn.merchants[0]: expected a merchant type such as 5411, or a range such as 3000-3299, found 'x'")]
    public void A_wrong_stand_in_rule_is_named(string from, string to, string expected)
    {
        Assert.Contains(from, StandIn, StringComparison.Ordinal);
        Assert.Equal([expected], Errors(File(issuer: StandIn.Replace(from, to, StringComparison.Ordinal) + " },")));
    }

    [Fact]
    public void Stand_in_limits_have_no_defaults()
    {
        string[] keys = ["currency", "amountLimit", "dailyAmount", "dailyCount"];
        Assert.Equal(keys.Select(key => $"4: issuers[0].standIn.{key}: is missing"), Errors(File(issuer: "\"standIn\": { },")));
    }

    [Fact]
    public void The_stop_lists_of_the_key_and_of_the_file_are_one()
    {
        using var cards = new TemporaryFile($"# stolen\n{OtherCard}   # in March\r\n\n  {Card}\n");
        StandInOptions rules = Load(File(issuer: WithFile(cards, $", \"stopList\": [\"{Card}\"]"))).Issuers[0].StandIn!;
        Assert.Equal(2, rules.StopList.Count);
        Assert.True(rules.StopList.Contains(PanOf(Card)));
        Assert.True(rules.StopList.Contains(PanOf(OtherCard)));
    }

    [Theory]
    [InlineData("[\"4761739001010119\", \"4761739001010118\"]", "[1]: expected a card number of 8 to 19 digits with its check digit, as text")]
    [InlineData("[\"4761739001010119x\"]", "[0]: expected a card number of 8 to 19 digits with its check digit, as text")]
    [InlineData("[\"4761739\"]", "[0]: expected a card number of 8 to 19 digits with its check digit, as text")]
    [InlineData("[\"47617390010101190000\"]", "[0]: expected a card number of 8 to 19 digits with its check digit, as text")]
    [InlineData("[4761739001010119]", "[0]: expected a card number of 8 to 19 digits with its check digit, as text")]
    [InlineData("[[\"4761739001010119\"]]", "[0]: expected a card number of 8 to 19 digits with its check digit, as text")]
    [InlineData("\"4761739001010119\"", ": expected a list")]
    [InlineData("4761739001010119", ": expected a list")]
    public void A_wrong_card_number_is_named_by_its_place_and_never_shown(string list, string expected)
    {
        string error = Assert.Single(Errors(File(issuer: $"{StandIn}, \"stopList\": {list} }},")));
        Assert.Equal($"4: issuers[0].standIn.stopList{expected}", error);
        Assert.DoesNotContain("4761739", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_line_of_the_file_is_named_by_its_place_and_never_shown()
    {
        using var cards = new TemporaryFile($"{OtherCard}\n4761739001010118\n476173900101011x\n{Card},{Card}\n");
        string[] errors = Errors(File(issuer: WithFile(cards, "")));
        Assert.Equal(
            from line in (int[])[2, 3, 4]
            select $"4: issuers[0].standIn.stopListFile: {cards.Path}: line {line}: expected a card number of 8 to 19 digits with its check digit",
            errors);
        Assert.DoesNotContain(errors, error => error.Contains("4761739", StringComparison.Ordinal));
    }

    [Fact]
    public void A_check_digit_that_no_message_needs_is_not_asked_of_a_stopped_card_either()
    {
        StationOptions options = Load(File(
            station: "\"verifyCheckDigit\": false,", issuer: $"{StandIn}, \"stopList\": [\"4761739001010118\"] }},"));
        Assert.True(options.Issuers[0].StandIn!.StopList.Contains(PanOf("4761739001010118")));
    }

    [Fact]
    public void A_file_that_is_not_there_is_an_error()
    {
        string error = Assert.Single(Errors(File(issuer: $"{StandIn}, \"stopListFile\": \"no-such-file\" }},")));
        Assert.StartsWith("4: issuers[0].standIn.stopListFile: ", error, StringComparison.Ordinal);
    }

    private static string WithFile(TemporaryFile cards, string more) =>
        $"{StandIn}{more}, \"stopListFile\": \"{Path.GetFileName(cards.Path)}\" }},";

    // What is given of the issuer stands on line 4.
    private static string File(string station = "", string listener = "", string issuer = "") =>
        $$"""
        {
        {{station}}
        "listeners": [{ {{listener}} "name": "shops" }],
        "issuers": [{ {{issuer}} "name": "a", "endpoints": [{ "host": "127.0.0.1", "port": 6000 }] }],
        }
        """;

    private static StationOptions Load(string text)
    {
        using var file = new TemporaryFile(text);
        StationOptions? options = StationFile.TryLoad(file.Path, out IReadOnlyList<string> errors);
        Assert.Empty(errors);
        return options!;
    }

    private static string[] Errors(string text)
    {
        using var file = new TemporaryFile(text);
        Assert.Null(StationFile.TryLoad(file.Path, out IReadOnlyList<string> errors));
        return [.. errors.Select(error => error[(file.Path.Length + 1)..])];
    }

    private static string Text<T>(T options) => JsonSerializer.Serialize(options);

    private static TimeSpan Ms(int ms) => TimeSpan.FromMilliseconds(ms);

    private static Pan PanOf(string digits)
    {
        Assert.True(Pan.TryParse(System.Text.Encoding.ASCII.GetBytes(digits), out Pan pan));
        return pan;
    }
}
