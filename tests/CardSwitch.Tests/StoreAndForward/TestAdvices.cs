using CardSwitch.Iso8583;
using CardSwitch.StoreAndForward;

namespace CardSwitch.Tests.StoreAndForward;

internal static class TestAdvices
{
    public static StoredAdvice Advice(long number, ulong lane = 1, int day = 20261122) => new()
    {
        Number = number,
        Issuer = 0,
        Lane = lane,
        Type = MessageType.Of(0420),
        Format = MessageFormats.Iso1987Ascii,
        Message = "0420"u8.ToArray(),
        Stan = (int)number,
        Day = day,
    };
}
