using CardSwitch.Issuing;
using CardSwitch.StandIn;
using CardSwitch.StoreAndForward;
using CardSwitch.Switching;

namespace CardSwitch;

/// <summary>A station's options, once they are valid, as the core takes them: times in ns, texts compiled.</summary>
internal static class ServiceSettings
{
    internal static CoreSettings OfStation(StationOptions station) =>
        new(station.Limits.MaxPending, station.VerifyCheckDigit)
        {
            Institution = station.Institution,
            MaxQueued = station.Limits.MaxQueued,
            RepeatWindow = station.Limits.RepeatWindow,
            StoredAnswerBytes = station.Limits.StoredAnswers,
            ReplayWindowMs = (long)station.ReplayWindow.TotalMilliseconds,
            CutOverMinute = station.CutOver is { } time ? (time.Hour * 60) + time.Minute : -1,
        };

    internal static IssuerService OfIssuer(IssuerOptions issuer) =>
        new(ProfileOf(issuer), ForwardOf(issuer.StoreAndForward), issuer.StandIn is { } rules ? RulesOf(rules) : null);

    private static IssuerProfile ProfileOf(IssuerOptions issuer)
    {
        // An issuer in this process is there: it neither signs on nor is asked whether it lives.
        bool isRemote = issuer.Handler is null;
        return new IssuerProfile(
            issuer.Name, issuer.Format, issuer.MaxPending, ToNs(issuer.TimeOut), ToNs(issuer.AtmTimeOut),
            issuer.AllowPartialApproval)
        {
            SignOn = isRemote && issuer.SignOn,
            StrictAnswers = issuer.StrictAnswers,
            Failover = issuer.LinkUse == LinkUse.Failover,
            ReversalsAsRequests = issuer.Reversals == ReversalKind.Request,
            EchoAfterNs = isRemote ? ToNs(issuer.Echo.After) : 0,
            EchoTimeOutNs = ToNs(issuer.Echo.TimeOut),
            EchoMisses = issuer.Echo.Misses,
            Breaker = BreakerOf(issuer.Breaker),
        };
    }

    private static BreakerSettings BreakerOf(BreakerOptions breaker) => new()
    {
        Failures = breaker.Failures,
        Samples = breaker.Samples,
        FailurePercent = breaker.FailurePercent,
        WindowNs = ToNs(breaker.Window),
        ProbeAfterNs = ToNs(breaker.ProbeAfter),
        ProbeRequests = breaker.ProbeRequests,
    };

    private static ForwardSettings ForwardOf(ForwardOptions forward) => new()
    {
        RetryFirstNs = ToNs(forward.RetryFirst),
        RetryMostNs = ToNs(forward.RetryMost),
        MaxAttempts = forward.Attempts,
        MaxInFlight = forward.InFlight,
        TimeOutNs = ToNs(forward.TimeOut),
    };

    private static StandInRules RulesOf(StandInOptions rules) =>
        new(rules.Currency.Numeric, rules.AmountLimit, rules.DailyAmount, rules.DailyCount)
        {
            Merchants = TypesOf(rules.Merchants),
            ExceptMerchants = TypesOf(rules.ExceptMerchants),
            StopList = rules.StopList.Copy(),
            OnTimeOut = rules.OnTimeOut,
            AllowPin = rules.AllowPin,
        };

    private static MerchantTypes TypesOf(IReadOnlyList<string> texts) =>
        MerchantTypes.TryParse(texts, out MerchantTypes types, out string wrong)
            ? types
            : throw new ArgumentException($"'{wrong}' is no merchant type: the options were not validated.", nameof(texts));

    private static long ToNs(TimeSpan time) => time.Ticks * 100;
}
