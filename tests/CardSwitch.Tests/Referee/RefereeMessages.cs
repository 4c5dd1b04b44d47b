using CardSwitch.Iso8583;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Referee;

/// <summary>
/// Random messages of a format that the dissector can read, from a seed. The lengths of a field are dealt from a deck
/// of all that it may have, one deck for all the fields of 999, so that none is left to chance.
/// </summary>
internal sealed class RefereeMessages
{
    private readonly MessageFormat format;
    private readonly Random random;
    private readonly int[] fields;
    private readonly Dictionary<int, Queue<int>> decks = [];

    public RefereeMessages(MessageFormat format, int seed)
    {
        this.format = format;
        random = new Random(seed);
        fields = [.. format.Fields.Where(field => Deviations.Of(format, field) is not { KeepsOut: true })];
    }

    /// <summary>A message of the version of 1987, the type's first digit 0, with a few fields, some or nearly all.</summary>
    public SlowMessage Next()
    {
        while (true)
        {
            double share = random.Next(4) switch { 0 => 0.05, 1 => 0.2, 2 => 0.5, _ => 0.9 };
            int last = random.Next(3) == 0 ? 64 : 128;
            int[] chosen = [.. fields.Where(field => field <= last && random.NextDouble() < share)];
            var message = new SlowMessage(
                $"{random.Next(1000):D4}", chosen.Select(field => KeyValuePair.Create(field, Value(field))));
            if (!Deviations.Concern(format, message, SlowWriter.Write(format, message))) return message;
            // Its lengths are dealt again.
            foreach (var (field, value) in message.Values) DeckOf(field)?.Enqueue(value.Length);
        }
    }

    private byte[] Value(int field)
    {
        FieldSpec spec = format[field]!;
        string? admitted = Deviations.Of(format, field)?.Admits;
        // What does not admit the blank cannot be filled with it.
        bool isFull = spec.Length.IsFixed
            && (spec.Padding == Padding.None || (spec.Padding == Padding.RightSpace && admitted?.Contains(' ') == false));
        var value = new byte[isFull ? spec.Length.Max : Length(field, spec.Length.Max)];
        if (spec.Content == ContentClass.Binary && admitted is null)
        {
            random.NextBytes(value);
            return value;
        }
        for (int i = 0; i < value.Length; i++)
        {
            string symbols = admitted ?? SlowContent.Characters(spec, isFirst: i == 0);
            value[i] = (byte)symbols[random.Next(symbols.Length)];
        }
        return value;
    }

    private int Length(int field, int max)
    {
        if (DeckOf(field) is not { Count: > 0 } lengths)
        {
            int[] all = [.. Enumerable.Range(1, max)];
            random.Shuffle(all);
            decks[DeckNumber(field)] = lengths = new Queue<int>(all);
        }
        return lengths.Dequeue();
    }

    private Queue<int>? DeckOf(int field) => decks.GetValueOrDefault(DeckNumber(field));

    private int DeckNumber(int field) => format[field]!.Length.Max == 999 ? 999 : field;
}
