using CardSwitch.Switching;
using Microsoft.Extensions.Logging;

namespace CardSwitch.Serving;

/// <summary>Writes what operators are told to the log, one event for each kind.</summary>
internal sealed partial class NoticeLog(ILogger logger, string station, IReadOnlyList<string> issuers)
{
    internal void Write(Notice notice)
    {
        string issuer = notice.Issuer >= 0 ? issuers[notice.Issuer] : "-";
        switch (notice.Kind)
        {
            case NoticeKind.Unmatched:
                Unmatched(station, issuer, notice.Stan, notice.Detail);
                break;
            case NoticeKind.RepeatDiffers:
                RepeatDiffers(station, issuer, notice.Stan);
                break;
            case NoticeKind.Parked:
                Parked(station, issuer, notice.Stan, notice.Detail);
                break;
            case NoticeKind.NotReversible:
                NotReversible(station, issuer, notice.Stan);
                break;
            case NoticeKind.QueueFull:
                QueueFull(station, notice.Detail);
                break;
            case NoticeKind.BreakerOpened:
                BreakerOpened(station, issuer);
                break;
            case NoticeKind.BreakerClosed:
                BreakerClosed(station, issuer);
                break;
            case NoticeKind.EchoMissed:
                EchoMissed(station, issuer);
                break;
            case NoticeKind.SignOnRefused:
                SignOnRefused(station, issuer);
                break;
            case NoticeKind.DayOpened:
                DayOpened(station, notice.Detail);
                break;
            case NoticeKind.DayClosed:
                DayClosed(station, notice.Detail);
                break;
            case NoticeKind.OutOfBalance:
                OutOfBalance(station, issuer, notice.Detail);
                break;
            case NoticeKind.RepeatWindowShort:
                RepeatWindowShort(station);
                break;
            case NoticeKind.JournalFull:
                JournalFull(station);
                break;
            case NoticeKind.ReversedElsewhere:
                ReversedElsewhere(station, issuer, notice.Stan, notice.Detail);
                break;
            case NoticeKind.ForeignInstitution:
                ForeignInstitution(station, notice.Stan, notice.Detail);
                break;
            default:
                WriteSecurity(notice, issuer);
                break;
        }
    }

    [LoggerMessage(EventId = 4001, Level = LogLevel.Warning,
        Message = "Station {Station}: an answer of {Issuer} fits no request; the nearest, {Stan:000000}, differs in DE {Field}")]
    private partial void Unmatched(string station, string issuer, int stan, long field);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Warning,
        Message = "Station {Station}: a repeat of a request to {Issuer} (trace number {Stan:000000}) has another content; answered 94")]
    private partial void RepeatDiffers(string station, string issuer, int stan);

    [LoggerMessage(EventId = 4003, Level = LogLevel.Error,
        Message = "Station {Station}: the advice {Stan:000000} to {Issuer} is parked; {Count} are now, until they are released")]
    private partial void Parked(string station, string issuer, int stan, long count);

    [LoggerMessage(EventId = 4004, Level = LogLevel.Error,
        Message = "Station {Station}: the request {Stan:000000} to {Issuer} must be reversed, and its format cannot say so")]
    private partial void NotReversible(string station, string issuer, int stan);

    [LoggerMessage(EventId = 4005, Level = LogLevel.Error,
        Message = "Station {Station}: {Count} advices and reversals wait; new requests are declined to keep room for reversals")]
    private partial void QueueFull(string station, long count);

    [LoggerMessage(EventId = 4006, Level = LogLevel.Error,
        Message = "Station {Station}: {Issuer} does not answer; it gets no requests until it does")]
    private partial void BreakerOpened(string station, string issuer);

    [LoggerMessage(EventId = 4007, Level = LogLevel.Information, Message = "Station {Station}: {Issuer} answers again")]
    private partial void BreakerClosed(string station, string issuer);

    [LoggerMessage(EventId = 4008, Level = LogLevel.Error,
        Message = "Station {Station}: a link to {Issuer} left its echoes unanswered and is closed")]
    private partial void EchoMissed(string station, string issuer);

    [LoggerMessage(EventId = 4009, Level = LogLevel.Error, Message = "Station {Station}: {Issuer} refused the sign-on")]
    private partial void SignOnRefused(string station, string issuer);

    [LoggerMessage(EventId = 4010, Level = LogLevel.Information, Message = "Station {Station}: business day {Day:0000-00-00} is open")]
    private partial void DayOpened(string station, long day);

    [LoggerMessage(EventId = 4011, Level = LogLevel.Information, Message = "Station {Station}: business day {Day:0000-00-00} is closed")]
    private partial void DayClosed(string station, long day);

    [LoggerMessage(EventId = 4012, Level = LogLevel.Error,
        Message = "Station {Station}: the totals of {Issuer} for {Day:0000-00-00} differ from ours")]
    private partial void OutOfBalance(string station, string issuer, long day);

    [LoggerMessage(EventId = 4013, Level = LogLevel.Warning,
        Message = "Station {Station}: requests are forgotten before their business day is over; raise limits.repeatWindow")]
    private partial void RepeatWindowShort(string station);

    [LoggerMessage(EventId = 4014, Level = LogLevel.Error,
        Message = "Station {Station}: the journal takes no more for now; new requests are declined with 96")]
    private partial void JournalFull(string station);

    [LoggerMessage(EventId = 4015, Level = LogLevel.Error,
        Message = "Station {Station}: another station accepted a reversal of {Stan:000000} to {Issuer} (record {Record}), "
            + "which can no longer be made here: make it by hand")]
    private partial void ReversedElsewhere(string station, string issuer, int stan, long record);

    [LoggerMessage(EventId = 4202, Level = LogLevel.Warning,
        Message = "Station {Station}: the message {Stan:000000} names an institution (DE 32, DE 33) that its peer does not speak for; "
            + "answered 31, {Count} over that link so far")]
    private partial void ForeignInstitution(string station, int stan, long count);
}
