using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Security;

namespace CardSwitch.Switching;

/// <summary>
/// Messages whose MAC is not right: they are counted, recorded and told of, and believed in nothing. A request is answered 63
/// (96 where it could not be checked); an answer is passed over, so that its request times out. What cannot be read gets no
/// answer.
/// </summary>
internal sealed class MacDesk(SwitchState state, Delivery delivery)
{
    private readonly FieldIndex index = new();

    internal void Received(CoreLink link, ReadOnlySpan<byte> frame, MacVerdict verdict, in Moment moment)
    {
        bool readable = link.Parser.Parse(frame, index).IsOk;
        var message = new MessageView(frame, index);
        bool isRequest = readable && message.Type.IsRequest;
        ResponseCode code = ResponseCode.MacFailure;
        if (verdict == MacVerdict.Unavailable)
        {
            code = ResponseCode.SystemMalfunction;
            state.Output.Tell(new Notice(NoticeKind.MacUnchecked, PositionOf(link)));
        }
        else
        {
            Tell(link, message, readable, verdict, in moment);
        }
        if (link.Issuer is { } issuer)
        {
            if (verdict != MacVerdict.Unavailable) issuer.Counts.MacFailures++;
        }
        else
        {
            state.Counts.Received++;
            if (!isRequest) state.Counts.Unanswerable++;
            else state.Counts.Refused(code);
        }
        if (isRequest && delivery.Answer(link, message, code, after: 0) && link.Issuer is null) state.Counts.Answered++;
    }

    private static int PositionOf(CoreLink link) => link.Issuer?.Index ?? -1;

    private void Tell(CoreLink link, MessageView message, bool readable, MacVerdict verdict, in Moment moment)
    {
        int stan = 0;
        if (readable) message.TryGetInt32(Field.Stan, out stan);
        int field = verdict != MacVerdict.Wrong || !readable ? 0 : message.Has(1) || message.Has(Field.Mac2) ? Field.Mac2 : Field.Mac;
        var entry = new JournalEntry
        {
            Kind = RecordKind.MacFailed,
            Issuer = (short)PositionOf(link),
            Type = readable ? message.Type : default,
            Code = ResponseCode.MacFailure,
            OriginatorStan = stan,
            Field = (byte)field,
            UnixMs = moment.UnixMs,
            HasMessage = readable,
            Message = message,
        };
        state.Record(in entry);
        state.Output.Tell(new Notice(NoticeKind.BadMac, PositionOf(link), stan, field));
    }
}
