using System.Globalization;
using CardSwitch.Switching;
using Microsoft.Extensions.Logging;

namespace CardSwitch.Serving;

internal sealed partial class NoticeLog
{
    private void WriteSecurity(Notice notice, string issuer)
    {
        string peer = notice.Issuer >= 0 ? issuer : "a shop";
        switch (notice.Kind)
        {
            case NoticeKind.BadMac when notice.Detail == 0:
                MissingMac(station, peer, notice.Stan);
                break;
            case NoticeKind.BadMac:
                WrongMac(station, peer, notice.Stan, notice.Detail);
                break;
            case NoticeKind.MacUnchecked:
                MacUnchecked(station, peer);
                break;
            case NoticeKind.NoMac:
                NoMac(station, peer);
                break;
            case NoticeKind.Replayed:
                Replayed(station, notice.Stan, notice.Detail);
                break;
            case NoticeKind.KeyTaken:
                KeyTaken(station, peer, notice.Detail.ToString($"X{notice.Stan}", CultureInfo.InvariantCulture));
                break;
            case NoticeKind.KeyRefused:
                KeyRefused(station, peer, notice.Stan);
                break;
        }
    }

    [LoggerMessage(EventId = 4240, Level = LogLevel.Error,
        Message = "Station {Station}: a message of {Peer} ({Stan:000000}) has a wrong MAC in DE {Field}; it goes nowhere")]
    private partial void WrongMac(string station, string peer, int stan, long field);

    [LoggerMessage(EventId = 4241, Level = LogLevel.Error,
        Message = "Station {Station}: a message of {Peer} ({Stan:000000}) has no MAC, and the link demands one; it goes nowhere")]
    private partial void MissingMac(string station, string peer, int stan);

    [LoggerMessage(EventId = 4242, Level = LogLevel.Error,
        Message = "Station {Station}: the crypto provider cannot check the MACs of {Peer}; messages are refused meanwhile")]
    private partial void MacUnchecked(string station, string peer);

    [LoggerMessage(EventId = 4243, Level = LogLevel.Error,
        Message = "Station {Station}: the crypto provider makes no MAC for {Peer}; the link is closed")]
    private partial void NoMac(string station, string peer);

    [LoggerMessage(EventId = 4250, Level = LogLevel.Error,
        Message = "Station {Station}: a request ({Stan:000000}) carries a time (DE 7) too far from ours; declined, {Count} so far")]
    private partial void Replayed(string station, int stan, long count);

    [LoggerMessage(EventId = 4251, Level = LogLevel.Warning,
        Message = "Station {Station}: the links of {Peer} have a new MAC key, check value {CheckValue}")]
    private partial void KeyTaken(string station, string peer, string checkValue);

    [LoggerMessage(EventId = 4252, Level = LogLevel.Error,
        Message = "Station {Station}: the key that {Peer} sent ({Stan:000000}) was not taken")]
    private partial void KeyRefused(string station, string peer, int stan);
}
