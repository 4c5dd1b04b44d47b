using System.Net;
using CardSwitch.Framing;
using CardSwitch.Iso8583;
using CardSwitch.Station.Simulators.Cards;

namespace CardSwitch.Station.Simulators.Shops;

/// <summary>What simulated shops send, and where.</summary>
internal sealed record ShopOptions
{
    internal required IPEndPoint Station { get; init; }

    internal MessageFormat Format { get; init; } = MessageFormats.Iso1987Ascii;

    internal IFraming Framing { get; init; } = FrameFormat.BigEndian2;

    /// <summary>Terminals, each with a connection of its own.</summary>
    internal int Terminals { get; init; } = 4;

    /// <summary>The number of the first terminal in DE 41; simulators of one network use different ones.</summary>
    internal int FirstTerminal { get; init; } = 1;

    /// <summary>DE 32, the acquirer.</summary>
    internal string AcquirerId { get; init; } = "100001";

    /// <summary>Open loop: purchases a second, all terminals together, whatever is answered; 0 for a closed loop.</summary>
    internal double Rate { get; init; }

    /// <summary>Closed loop: purchases that each terminal keeps under way.</summary>
    internal int Window { get; init; } = 1;

    /// <summary>Ends after so many purchases; 0 for no end.</summary>
    internal long Count { get; init; }

    /// <summary>The cards that customers pay with, all ranges equally often.</summary>
    internal required IReadOnlyList<CardRange> Cards { get; init; }

    /// <summary>Lowest amount, in minor units.</summary>
    internal int LeastAmount { get; init; } = 100;

    /// <summary>Highest amount, in minor units.</summary>
    internal int MostAmount { get; init; } = 25_000;

    /// <summary>DE 49, the numeric code of the currency.</summary>
    internal string Currency { get; init; } = "978";

    /// <summary>Which cards, amounts and terminals; the same seed gives the same purchases.</summary>
    internal ulong Seed { get; init; } = 1;

    /// <summary>How many of a hundred approved purchases are taken back by a reversal.</summary>
    internal double ReversePercent { get; init; }

    /// <summary>How many of a hundred purchases are sent twice, the second time as a repeat (0201).</summary>
    internal double RepeatPercent { get; init; }

    /// <summary>
    /// How long a terminal waits for an answer: longer than the station does for the bank's. Then it reverses the purchase.
    /// </summary>
    internal TimeSpan TimeOut { get; init; } = TimeSpan.FromSeconds(30);
}
