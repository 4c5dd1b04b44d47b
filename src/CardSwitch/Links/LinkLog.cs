using System.Net;
using System.Net.Sockets;
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

    [LoggerMessage(EventId = 2004, Level = LogLevel.Information, Message = "Listening on {EndPoint}.")]
    public static partial void Listening(ILogger logger, EndPoint? endPoint);

    [LoggerMessage(EventId = 2005, Level = LogLevel.Warning, Message = "A connection could not be accepted on {EndPoint}: {Error}.")]
    public static partial void AcceptFailed(ILogger logger, EndPoint? endPoint, SocketError error);

    [LoggerMessage(EventId = 2006, Level = LogLevel.Warning, Message = "Connection from {Peer} refused: {Limit} are open.")]
    public static partial void Refused(ILogger logger, EndPoint? peer, int limit);

    [LoggerMessage(EventId = 2007, Level = LogLevel.Information, Message = "Connected to {Peer}.")]
    public static partial void Connected(ILogger logger, EndPoint peer);

    /// <summary>A warning for the first failure of a row, debug for the rest.</summary>
    [LoggerMessage(EventId = 2008, Message = "Cannot connect to {Peer}: {Error}.")]
    public static partial void ConnectFailed(ILogger logger, LogLevel level, EndPoint peer, SocketError error);

    [LoggerMessage(EventId = 4201, Level = LogLevel.Warning, Message = "{Name}: no TLS link with {Peer}: {Reason}.")]
    public static partial void HandshakeFailed(ILogger logger, string name, EndPoint? peer, string reason);
}
