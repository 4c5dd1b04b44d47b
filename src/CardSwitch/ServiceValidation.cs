using CardSwitch.StandIn;
using static CardSwitch.StationValidation;

namespace CardSwitch;

/// <summary>Checks how an issuer is served beyond its address: links, echoes, breaker, forwarding, stand-in.</summary>
internal static class ServiceValidation
{
    private const long HighestAmount = 999_999_999_999;

    internal static void Issuer(IssuerOptions issuer, string path, List<string> errors)
    {
        if (!Enum.IsDefined(issuer.LinkUse)) errors.Add($"{path}.linkUse: expected InTurn or Failover, found {issuer.LinkUse}");
        if (!Enum.IsDefined(issuer.Reversals)) errors.Add($"{path}.reversals: expected Advice or Request, found {issuer.Reversals}");
        Echo(issuer.Echo, $"{path}.echo", errors);
        Breaker(issuer.Breaker, $"{path}.breaker", errors);
        Forward(issuer.StoreAndForward, $"{path}.storeAndForward", errors);
        if (issuer.StandIn is { } rules) StandIn(rules, $"{path}.standIn", errors);
    }

    private static void Echo(EchoOptions echo, string path, List<string> errors)
    {
        if (echo.After != TimeSpan.Zero) Positive(echo.After, $"{path}.after", errors);
        Positive(echo.TimeOut, $"{path}.timeOut", errors);
        Within(echo.Misses, 1, 100, $"{path}.misses", errors);
    }

    private static void Breaker(BreakerOptions breaker, string path, List<string> errors)
    {
        Within(breaker.Failures, 0, 1_000_000, $"{path}.failures", errors);
        Within(breaker.Samples, 0, 1_000_000, $"{path}.samples", errors);
        Within(breaker.FailurePercent, 1, 100, $"{path}.failurePercent", errors);
        Positive(breaker.Window, $"{path}.window", errors);
        Positive(breaker.ProbeAfter, $"{path}.probeAfter", errors);
        Within(breaker.ProbeRequests, 1, 10_000, $"{path}.probeRequests", errors);
    }

    private static void Forward(ForwardOptions forward, string path, List<string> errors)
    {
        Positive(forward.RetryFirst, $"{path}.retryFirst", errors);
        if (forward.RetryMost < forward.RetryFirst || forward.RetryMost > TimeSpan.FromDays(1))
        {
            errors.Add($"{path}.retryMost: expected retryFirst to a day, found {forward.RetryMost}");
        }
        Within(forward.Attempts, 1, 1_000_000, $"{path}.attempts", errors);
        Within(forward.InFlight, 1, 10_000, $"{path}.inFlight", errors);
        Positive(forward.TimeOut, $"{path}.timeOut", errors);
    }

    private static void StandIn(StandInOptions rules, string path, List<string> errors)
    {
        if (rules.Currency == default) errors.Add($"{path}.currency: expected a currency, found none");
        Within(rules.AmountLimit, 1, HighestAmount, $"{path}.amountLimit", errors);
        if (rules.DailyAmount < rules.AmountLimit)
        {
            errors.Add($"{path}.dailyAmount: expected at least amountLimit, found {rules.DailyAmount}");
        }
        Positive(rules.DailyCount, $"{path}.dailyCount", errors);
        Merchants(rules.Merchants, $"{path}.merchants", errors);
        Merchants(rules.ExceptMerchants, $"{path}.exceptMerchants", errors);
    }

    private static void Merchants(IReadOnlyList<string> texts, string path, List<string> errors)
    {
        for (int i = 0; i < texts.Count; i++)
        {
            if (MerchantTypes.TryParseRange(texts[i], out _, out _)) continue;
            errors.Add($"{path}[{i}]: expected a merchant type such as 5411, or a range such as 3000-3299, found '{texts[i]}'");
        }
    }
}
