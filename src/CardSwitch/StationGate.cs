using System.Diagnostics;
using CardSwitch.Framing;
using CardSwitch.Iso8583;
using CardSwitch.Links;
using CardSwitch.Switching;

namespace CardSwitch;

/// <summary>
/// The one door to a station's core. Link loops come through it with all the bytes of one read: they take the lock,
/// cut frames and feed each to the core, claim the links to which something is now to be sent, leave the lock, and send.
/// </summary>
internal sealed class StationGate : ILinkOwner, ISwitchOutput
{
    /// <summary>Single steps are timed for one batch in so many: two clock readings are a tenth of a transaction.</summary>
    private const int StepSampling = 64;

    private static readonly double NsPerTick = 1e9 / Stopwatch.Frequency;
    private static readonly Func<long> StepClock = NowNs;

    private readonly Stack<int> freeSlots = new();
    private readonly List<Attachment> touched = [];
    private readonly List<Attachment> doomed = [];
    private Attachment?[] attachments = new Attachment?[16];
    private int slotsUsed;
    private int batches;
    private Attachment? reserved;

    internal StationGate(Func<ISwitchOutput, SwitchCore> makeCore) => Core = makeCore(this);

    /// <summary>Guards the core, this table and every link's output.</summary>
    internal Lock Lock { get; } = new();

    internal SwitchCore Core { get; }

    /// <summary>Now, in ns, by the clock of <see cref="Link"/> timestamps.</summary>
    internal static long NowNs() => ToNs(Stopwatch.GetTimestamp());

    private static long ToNs(long timestamp) =>
        Stopwatch.Frequency == 1_000_000_000 ? timestamp : (long)(timestamp * NsPerTick);
}
