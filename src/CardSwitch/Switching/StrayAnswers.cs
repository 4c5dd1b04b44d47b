using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Journal;

namespace CardSwitch.Switching;

/// <summary>Answers that nobody waits for: counted, recorded, told to the operator, and given to nobody.</summary>
internal sealed class StrayAnswers(SwitchState state)
{
    /// <summary>How many waiting requests are compared with an answer that fits none: what a flood of them may cost.</summary>
    private const int MostCompared = 256;

    /// <summary>The request had timed out; its reversal is under way and stays so.</summary>
    internal void Late(Issuer issuer, MessageView answer, in Moment moment)
    {
        issuer.Counts.Late++;
        answer.TryGetInt32(Field.Stan, out int stan);
        Record(RecordKind.Late, issuer, answer, stan, field: 0, in moment);
    }

    /// <summary>It fits no request: which is the nearest, and in which field does it differ?</summary>
    internal void Unmatched(Issuer issuer, MessageView answer, in Moment moment)
    {
        int nearest = issuer.Pending.Nearest(answer.Frame, answer.Index, MostCompared, out int field);
        Unmatched(issuer, answer, nearest < 0 ? 0 : issuer.Pending[nearest].Stan, field, in moment);
    }

    /// <summary>It has the trace number of a waiting request, but differs from it in a field.</summary>
    internal void Unmatched(Issuer issuer, MessageView answer, int nearest, int field, in Moment moment)
    {
        issuer.Counts.Unmatched++;
        Record(RecordKind.Unmatched, issuer, answer, nearest, field, in moment);
        state.Output.Tell(new Notice(NoticeKind.Unmatched, issuer.Index, nearest, field));
    }

    private void Record(RecordKind kind, Issuer issuer, MessageView answer, int stan, int field, in Moment moment)
    {
        answer.TryGetResponseCode(out ResponseCode code);
        var entry = new JournalEntry
        {
            Kind = kind,
            Issuer = (short)issuer.Index,
            Type = answer.Type,
            Code = code,
            Stan = stan,
            Field = (byte)field,
            UnixMs = moment.UnixMs,
            HasMessage = true,
            Message = answer,
        };
        state.Record(in entry);
    }
}
