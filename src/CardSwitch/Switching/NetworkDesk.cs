using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Journal;
using CardSwitch.StoreAndForward;

namespace CardSwitch.Switching;

/// <summary>
/// Network management (0800, 0810) on both sides. To issuers: sign-on when a link comes up, an echo when it has been
/// silent, a sign-off when it retires; a link whose echoes go unanswered is closed. From anyone: sign-on, sign-off, echo
/// and cut-over are answered.
/// </summary>
internal sealed class NetworkDesk(SwitchState state, Delivery delivery)
{
    private readonly NetworkMessage messages = new();

    /// <summary>A link to an issuer is up. One that does not manage the network carries traffic at once.</summary>
    internal void Up(CoreLink link, in Moment moment)
    {
        link.HeardAt = moment.EnteredAt;
        if (link.Issuer!.Profile.SignOn)
        {
            Send(link, NetworkMessage.SignOn, in moment);
            return;
        }
        SignedOn(link);
        Forwards(link);
    }

    /// <summary>Sends what is due on a link to an issuer, and gives up what was not answered.</summary>
    internal void Work(CoreLink link, in Moment moment)
    {
        if (link.Exchange.IsOpen)
        {
            if (moment.EnteredAt >= link.Exchange.Deadline) Missed(link, in moment);
            return;
        }
        Issuer issuer = link.Issuer!;
        if (link.IsRetiring) Retire(link, in moment);
        else if (!issuer.Profile.SignOn) ProbeByTraffic(issuer, in moment);
        else if (IsEchoDue(link, issuer, in moment))
        {
            Send(link, link.IsSignedOn ? NetworkMessage.Echo : NetworkMessage.SignOn, in moment);
        }
    }

    private static bool IsEchoDue(CoreLink link, Issuer issuer, in Moment moment) =>
        issuer.Breaker.TryProbe(moment.EnteredAt)
        || (issuer.Profile.EchoAfterNs > 0 && moment.EnteredAt - link.HeardAt >= issuer.Profile.EchoAfterNs);

    /// <summary>The link gets nothing new; it goes when nothing waits over it.</summary>
    internal static void BeginRetiring(CoreLink link)
    {
        link.IsRetiring = true;
        link.IsForwarding = false;
        link.Issuer!.LinkDown(link.Id);
    }

    /// <summary>A counterpart opens an exchange.</summary>
    internal void Asked(CoreLink link, MessageView message, in Moment moment)
    {
        ResponseCode code = ResponseCode.InvalidTransaction;
        if (IsNewKey(message))
        {
            TakeKey(link, message, in moment);
            return;
        }
        if (NetworkMessage.TryReadCode(message, out int asked)) code = Obey(link, asked);
        long record = asked is NetworkMessage.Echo || code != ResponseCode.Approved ? 0 : Record(link, message, asked, code, in moment);
        if (delivery.Answer(link, message, code, record) && link.Issuer is null) state.Counts.Answered++;
        // An issuer that signs on by itself gets what is queued after one good echo, too.
        bool owesEcho = asked == NetworkMessage.SignOn
            && link is { Issuer: not null, IsSignedOn: true, IsForwarding: false, IsRetiring: false };
        if (owesEcho && !link.Exchange.IsOpen) Send(link, NetworkMessage.Echo, in moment);
    }

    /// <summary>Whether the message was the answer to the exchange that is open on the link.</summary>
    internal bool TryAnswered(CoreLink link, MessageView answer, in Moment moment)
    {
        if (answer.Type.Class != MessageClass.NetworkManagement || !link.Exchange.IsOpen
            || !answer.TryGetInt32(Field.Stan, out int stan) || stan != link.Exchange.Stan)
        {
            return false;
        }
        int code = link.Exchange.Code;
        bool agreed = answer.TryGetResponseCode(out ResponseCode response) && response.IsApproval;
        link.Exchange = default;
        switch (code)
        {
            case NetworkMessage.SignOn when agreed:
                SignedOn(link);
                Send(link, NetworkMessage.Echo, in moment);
                break;
            case NetworkMessage.SignOn:
                answer.TryGetInt32(Field.ResponseCode, out int refusal);
                state.Output.Tell(new Notice(NoticeKind.SignOnRefused, link.Issuer!.Index, stan, refusal));
                break;
            case NetworkMessage.SignOff:
                state.Output.Close(link.Id);
                break;
            case NetworkMessage.Echo:
                Echoed(link, in moment);
                break;
        }
        return true;
    }

    /// <summary>Tells the issuers that a new business day is open.</summary>
    internal void AnnounceDay(in Moment moment)
    {
        foreach (CoreLink link in state.Links.ToIssuers)
        {
            if (link.IsSignedOn && link.Issuer!.Profile.SignOn && !link.Exchange.IsOpen) Send(link, NetworkMessage.CutOver, in moment);
        }
    }

    private static ResponseCode Obey(CoreLink link, int code)
    {
        switch (code)
        {
            case NetworkMessage.SignOn:
                if (link.Issuer is null) link.IsSignedOn = true;
                else if (!link.IsRetiring) SignedOn(link);
                return ResponseCode.Approved;
            case NetworkMessage.SignOff:
                link.IsSignedOn = false;
                link.IsForwarding = false;
                link.Issuer?.LinkDown(link.Id);
                return ResponseCode.Approved;
            case NetworkMessage.Echo or NetworkMessage.CutOver:
                return ResponseCode.Approved;
            default:
                return ResponseCode.InvalidTransaction;
        }
    }

    // Later editions have one code for the request of a key and for the key.
    private static bool IsNewKey(MessageView message) =>
        NetworkMessage.TryReadCode(message, out int code) && message.Has(Field.AdditionalDataPrivate)
        && code is NetworkMessage.KeyChange or NetworkMessage.NewKey;

    private void TakeKey(CoreLink link, MessageView message, in Moment moment)
    {
        string checkValue = "";
        bool taken = message.GetText(Field.AdditionalDataPrivate) is { } block && state.Output.TryTakeKey(link.Id, block, out checkValue);
        ResponseCode code = taken ? ResponseCode.Approved : ResponseCode.MacFailure;
        int issuer = link.Issuer?.Index ?? -1;
        message.TryGetInt32(Field.Stan, out int stan);
        state.Output.Tell(taken
            ? new Notice(NoticeKind.KeyTaken, issuer, checkValue.Length, Convert.ToInt64(checkValue, 16))
            : new Notice(NoticeKind.KeyRefused, issuer, stan));
        long record = Record(link, message, NetworkMessage.NewKey, code, in moment);
        bool told = delivery.Answer(link, message, code, record, additional: System.Text.Encoding.ASCII.GetBytes(checkValue));
        if (told && link.Issuer is null) state.Counts.Answered++;
    }

    /// <summary>Asks an issuer for a new key, which it then sends by a message of its own.</summary>
    internal bool AskForKeys(Issuer issuer, in Moment moment)
    {
        foreach (CoreLink link in state.Links.ToIssuers)
        {
            if (!ReferenceEquals(link.Issuer, issuer) || !link.IsSignedOn || link.IsRetiring || link.Exchange.IsOpen) continue;
            Send(link, NetworkMessage.KeyChange, in moment);
            return true;
        }
        return false;
    }

    private static void SignedOn(CoreLink link)
    {
        if (link.IsSignedOn) return;
        link.IsSignedOn = true;
        link.Issuer!.LinkUp(link.Id, link.Rank);
    }

    private void Echoed(CoreLink link, in Moment moment)
    {
        if (link is { IsSignedOn: true, IsRetiring: false, IsForwarding: false }) Forwards(link);
        if (link.Issuer!.Breaker.IsOpen) link.Issuer.Breaker.ProbeSucceeded(moment.EnteredAt);
    }

    // What waits for the issuer need not wait any longer.
    private void Forwards(CoreLink link)
    {
        link.IsForwarding = true;
        state.Destinations[link.Issuer!.Index].Queue.Resume();
    }

    // An issuer without network management is probed by its traffic.
    private static void ProbeByTraffic(Issuer issuer, in Moment moment)
    {
        if (issuer.Breaker.TryProbe(moment.EnteredAt)) issuer.Breaker.ProbeSucceeded(moment.EnteredAt);
    }

    private void Retire(CoreLink link, in Moment moment)
    {
        if (link.Issuer!.Pending.WaitsOver(link.Id)) return;
        if (link.IsSignedOn && link.Issuer.Profile.SignOn) Send(link, NetworkMessage.SignOff, in moment);
        else state.Output.Close(link.Id);
    }

    private void Missed(CoreLink link, in Moment moment)
    {
        Issuer issuer = link.Issuer!;
        if (issuer.Breaker.IsOpen) issuer.Breaker.ProbeFailed(moment.EnteredAt);
        if (++link.Exchange.Misses < issuer.Profile.EchoMisses)
        {
            Send(link, link.Exchange.Code, in moment);
            return;
        }
        link.Exchange = default;
        state.Output.Tell(new Notice(NoticeKind.EchoMissed, issuer.Index));
        state.Output.Close(link.Id);
    }

    /// <summary>Sends a message, or the repeat (0801) of the one that was not answered.</summary>
    private void Send(CoreLink link, int code, in Moment moment)
    {
        const int Room = 256;
        Issuer issuer = link.Issuer!;
        ref NetworkExchange exchange = ref link.Exchange;
        bool repeats = exchange.Code == code;
        if (!repeats)
        {
            exchange.Code = code;
            exchange.Stan = state.NextStan(issuer);
            exchange.Transmission = Transmission.Of(moment.UnixMs);
        }
        exchange.Deadline = moment.EnteredAt + issuer.Profile.EchoTimeOutNs;
        if (!state.Output.TryReserve(link.Id, Room, out Span<byte> message)) return;
        MessageType type = MessageType.Of(repeats ? 801 : 800);
        int day = code == NetworkMessage.CutOver ? state.Days.Current : 0;
        if (messages.TryWrite(
            link.Format, type, code, exchange.Stan, exchange.Transmission, day, state.Settings.Institution, message, out int length))
        {
            state.Output.Send(link.Id, length, after: 0);
        }
    }

    private long Record(CoreLink link, MessageView message, int asked, ResponseCode code, in Moment moment)
    {
        message.TryGetInt32(Field.Stan, out int stan);
        var entry = new JournalEntry
        {
            Kind = RecordKind.Network,
            Issuer = (short)(link.Issuer?.Index ?? -1),
            Type = message.Type,
            Code = code,
            OriginatorStan = stan,
            Day = state.Days.Current,
            UnixMs = moment.UnixMs,
            Amount = asked,
        };
        return state.Record(in entry);
    }
}
