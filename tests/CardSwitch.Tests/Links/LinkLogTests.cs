using System.Reflection;
using CardSwitch.Links;
using Microsoft.Extensions.Logging;

namespace CardSwitch.Tests.Links;

public sealed class LinkLogTests
{
    [Fact]
    public void Event_ids_and_close_reasons_never_change()
    {
        string[] events = [.. typeof(LinkLog).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Select(method => (Id: method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId, method.Name))
            .Where(entry => entry.Id is not null)
            .OrderBy(entry => entry.Id)
            .Select(entry => $"{entry.Id} {entry.Name}")];
        Assert.Equal(
            [
                "2001 Closed", "2002 OwnerFailed", "2003 TransportFailed", "2004 Listening", "2005 AcceptFailed",
                "2006 Refused", "2007 Connected", "2008 ConnectFailed", "4201 HandshakeFailed",
            ],
            events);

        string[] reasons = [.. Enum.GetValues<LinkCloseReason>().Select(reason => $"{(int)reason} {reason}")];
        Assert.Equal(
            [
                "1 PeerClosed", "2 PeerReset", "3 TransportFailed", "4 SlowReader", "5 Idle", "6 HalfFrame", "7 FrameTooLong",
                "8 BadBytes", "9 OwnerFailed", "10 Stopped", "20 BadMac", "21 NoMac",
            ],
            reasons);
    }
}
