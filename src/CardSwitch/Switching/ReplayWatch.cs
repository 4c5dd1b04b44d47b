using System.Numerics;
using CardSwitch.Iso8583;
using CardSwitch.StoreAndForward;

namespace CardSwitch.Switching;

/// <summary>
/// Requests that were captured and are sent again: over a link with MACs, DE 7 must be near the station's clock. Within that
/// time a copy is a repeat of what is known. Repeats by their type may be as old as the requests that are known.
/// </summary>
internal sealed class ReplayWatch(SwitchState state)
{
    private const long DayMs = 24L * 60 * 60 * 1000;

    private long replays;

    /// <summary>Whether the request may be believed; if not, the code to decline it with.</summary>
    internal bool Admits(CoreLink shop, MessageView request, in Moment moment, out ResponseCode refusal)
    {
        refusal = default;
        if (!shop.IsSigned || state.Settings.ReplayWindowMs == 0) return true;
        refusal = ResponseCode.FormatError;
        if (!request.TryGetInt64(Field.TransmissionDateTime, out long transmission)
            || !Transmission.TryNearest(transmission, moment.UnixMs, out long sentAt))
        {
            return false;
        }
        long off = Math.Abs(moment.UnixMs - sentAt);
        long most = request.Type.IsRepeat ? Math.Max(DayMs, state.Settings.ReplayWindowMs) : state.Settings.ReplayWindowMs;
        if (off <= most) return true;
        refusal = ResponseCode.DuplicateTransmission;
        // A flood of them is told of as it doubles.
        if (BitOperations.IsPow2(++replays))
        {
            request.TryGetInt32(Field.Stan, out int stan);
            state.Output.Tell(new Notice(NoticeKind.Replayed, -1, stan, replays));
        }
        return false;
    }
}
