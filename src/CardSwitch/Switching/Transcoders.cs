using CardSwitch.Iso8583;

namespace CardSwitch.Switching;

/// <summary>The plans between the formats of this station's links, each compiled when it is first needed.</summary>
internal sealed class Transcoders
{
    private readonly Dictionary<(MessageFormat From, MessageFormat To), MessageTranscoder> plans = [];

    internal MessageTranscoder Between(MessageFormat from, MessageFormat to)
    {
        if (!plans.TryGetValue((from, to), out MessageTranscoder? plan))
        {
            plan = new MessageTranscoder(from, to);
            plans.Add((from, to), plan);
        }
        return plan;
    }

    /// <summary>Bytes that a frame may need in any other format: hexadecimal and unpacking double it at most.</summary>
    internal static int LongestResult(int frameLength) => frameLength * 2 + 64;
}
