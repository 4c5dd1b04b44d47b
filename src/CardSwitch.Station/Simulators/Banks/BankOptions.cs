using System.Net;
using CardSwitch.Framing;
using CardSwitch.Iso8583;

namespace CardSwitch.Station.Simulators.Banks;

/// <summary>How a simulated bank behaves.</summary>
internal sealed record BankOptions
{
    internal string Name { get; init; } = "bank";

    internal IPEndPoint EndPoint { get; init; } = new(IPAddress.Loopback, 0);

    internal MessageFormat Format { get; init; } = MessageFormats.Iso1987Ascii;

    internal IFraming Framing { get; init; } = FrameFormat.BigEndian2;

    /// <summary>The least time that an answer takes.</summary>
    internal TimeSpan Delay { get; init; }

    /// <summary>The mean of what it takes beyond that: exponentially spread, as service times are; at most 8 times.</summary>
    internal TimeSpan Jitter { get; init; }

    /// <summary>How many of a hundred requests are approved.</summary>
    internal double ApprovePercent { get; init; } = 95;

    /// <summary>Which ones are: the same seed and request give the same answer.</summary>
    internal ulong Seed { get; init; } = 1;

    /// <summary>The books that it shares with the bank's other sites; null: its own, made from percentage and seed.</summary>
    internal BankBooks? Books { get; init; }
}
