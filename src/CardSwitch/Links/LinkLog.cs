using System.Net;
using Microsoft.Extensions.Logging;

namespace CardSwitch.Links;

/// <summary>What links say in the log. Event ids are stable: append only.</summary>
internal static partial class LinkLog
{
    [LoggerMessage(EventId = 2001, Level = LogLevel.Information, Message = "Link with {Peer} closed: {Reason}.")]
    public static partial void Closed(ILogger logger, EndPoint? peer, LinkCloseReason reason);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Error, Message = "Bytes from {Peer} could not be handled; the link is closed.")]
    public static partial void OwnerFailed(ILogger logger, Exception exception, EndPoint? peer);

    [LoggerMessage(EventId = 2003, Level = LogLevel.Warning, Message = "The transport of the link with {Peer} failed.")]
    public static partial void TransportFailed(ILogger logger, Exception exception, EndPoint? peer);
}
