using CardSwitch.Iso8583;
using CardSwitch.Issuing;

namespace CardSwitch.Switching;

/// <summary>A shop's message in the format of an issuer; the result lives until the next one is made.</summary>
internal sealed class Crossing(SwitchState state)
{
    private readonly FieldIndex index = new();
    private byte[] message = [];

    /// <summary>False, and the message as it was, when the issuer's format cannot say it.</summary>
    internal bool TryCross(Issuer issuer, ref MessageView view)
    {
        if (ReferenceEquals(view.Format, issuer.Format)) return true;
        int most = Transcoders.LongestResult(view.Frame.Length);
        if (message.Length < most) message = new byte[most];
        if (!state.Transcoders.Between(view.Format, issuer.Format).TryTranscode(view, message, out int length, index).IsOk)
        {
            return false;
        }
        view = new MessageView(message.AsSpan(0, length), index);
        return true;
    }
}
