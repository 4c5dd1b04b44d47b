using System.Runtime.CompilerServices;
using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Journal;
using CardSwitch.Repeats;

namespace CardSwitch.Switching;

/// <summary>
/// Answers that were given to a shop's link and never left, because it closed. An approval that has reached nobody is
/// reversed; one that was given more than once is, when no copy has left.
/// </summary>
internal sealed class UnsentAnswers(SwitchState state, Reversals reversals)
{
    private readonly FieldIndex index = new();
    private readonly Crossing crossing = new(state);

    internal void Take(CoreLink shop, ReadOnlySpan<byte> frame, in Moment moment)
    {
        if (!shop.Parser.Parse(frame, index).IsOk) return;
        var answer = new MessageView(frame, index);
        if (!answer.Type.IsResponse || !answer.TryGetResponseCode(out ResponseCode code) || !code.IsApproval) return;
        ref KnownTransaction known = ref state.Known.Find(state.Keys.Of(answer), out _);
        if (Unsafe.IsNullRef(ref known) || known.State != KnownState.Approved || --known.Copies > 0) return;
        Issuer issuer = state.Issuers[known.Issuer];
        issuer.Counts.Undelivered++;
        OriginalElements original = OriginalElements.Of(answer);
        if (crossing.TryCross(issuer, ref answer))
        {
            reversals.OfKnown(RecordKind.Undelivered, ref known, answer, in original, replacement: -1, in moment);
        }
    }
}
