using System.Text;
using CardSwitch.Iso8583;

namespace CardSwitch.Station.Configuration;

/// <summary>How an issuer is served beyond its address: <c>echo</c>, <c>breaker</c>, <c>storeAndForward</c> and their like.</summary>
internal static class ServiceSections
{
    private const int MostMs = 3_600_000;
    private const int DayMs = 86_400_000;

    internal static void Bind(JsonSection section, IssuerOptions issuer, StopLists stopLists)
    {
        issuer.SignOn = section.Truth("signOn", issuer.SignOn);
        issuer.LinkUse = section.OneOf("linkUse", issuer.LinkUse, ("inTurn", LinkUse.InTurn), ("failover", LinkUse.Failover));
        issuer.Reversals = section.OneOf(
            "reversals", issuer.Reversals, ("advice", ReversalKind.Advice), ("request", ReversalKind.Request));
        if (section.Section("echo") is { } echo) issuer.Echo = Echo(echo);
        if (section.Section("breaker") is { } breaker) issuer.Breaker = Breaker(breaker);
        if (section.Section("storeAndForward") is { } forward) issuer.StoreAndForward = Forward(forward);
        if (section.Section("standIn") is { } standIn) issuer.StandIn = StandIn(standIn, stopLists);
    }

    private static EchoOptions Echo(JsonSection section)
    {
        var usual = new EchoOptions();
        var echo = new EchoOptions
        {
            After = section.Milliseconds("afterMs", usual.After, MostMs, least: 0),
            TimeOut = section.Milliseconds("timeoutMs", usual.TimeOut, MostMs),
            Misses = section.Number("misses", usual.Misses, 1, 100),
        };
        section.End();
        return echo;
    }

    private static BreakerOptions Breaker(JsonSection section)
    {
        var usual = new BreakerOptions();
        var breaker = new BreakerOptions
        {
            Failures = section.Number("failures", usual.Failures, 0, 1_000_000),
            Samples = section.Number("samples", usual.Samples, 0, 1_000_000),
            FailurePercent = section.Number("failurePercent", usual.FailurePercent, 1, 100),
            Window = section.Milliseconds("windowMs", usual.Window, MostMs),
            ProbeAfter = section.Milliseconds("probeAfterMs", usual.ProbeAfter, MostMs),
            ProbeRequests = section.Number("probeRequests", usual.ProbeRequests, 1, 10_000),
        };
        section.End();
        return breaker;
    }

    private static ForwardOptions Forward(JsonSection section)
    {
        var usual = new ForwardOptions();
        var forward = new ForwardOptions
        {
            RetryFirst = section.Milliseconds("retryFirstMs", usual.RetryFirst, MostMs),
            RetryMost = section.Milliseconds("retryMostMs", usual.RetryMost, DayMs),
            Attempts = section.Number("attempts", usual.Attempts, 1, 1_000_000),
            InFlight = section.Number("inFlight", usual.InFlight, 1, 10_000),
            TimeOut = section.Milliseconds("timeoutMs", usual.TimeOut, MostMs),
        };
        section.End();
        return forward;
    }

    // The limits are the issuer's risk: none of them has a default.
    private static StandInOptions StandIn(JsonSection section, StopLists stopLists)
    {
        foreach (string key in (string[])["currency", "amountLimit", "dailyAmount", "dailyCount"]) section.Require(key);
        var standIn = new StandInOptions
        {
            Currency = section.Value("currency", Currency.Of(999), TryReadCurrency, "a currency such as \"978\" or \"EUR\""),
            AmountLimit = section.Number("amountLimit", 1L, 1, 999_999_999_999),
            DailyAmount = section.Number("dailyAmount", long.MaxValue, 1, 999_999_999_999_999),
            DailyCount = section.Number("dailyCount", 1, 1, 1_000_000),
            Merchants = [.. section.Texts("merchants")],
            ExceptMerchants = [.. section.Texts("exceptMerchants")],
            OnTimeOut = section.Truth("onTimeOut", true),
            AllowPin = section.Truth("allowPin", false),
        };
        stopLists.Bind(section, standIn.StopList);
        section.End();
        return standIn;
    }

    private static bool TryReadCurrency(string text, out Currency currency) =>
        Currency.TryParse(Encoding.UTF8.GetBytes(text), out currency);
}
