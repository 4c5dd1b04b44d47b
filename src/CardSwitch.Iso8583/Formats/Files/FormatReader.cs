using System.Globalization;

namespace CardSwitch.Iso8583;

/// <summary>Reads the root of a spec file, and puts the format together.</summary>
internal sealed class FormatReader
{
    private readonly SpecProblems problems;
    private readonly SpecObject file;
    private readonly MessageFormat? extended;

    private FormatReader(SpecNode root, SpecProblems problems, ExtendedFormats extends)
    {
        this.problems = problems;
        file = new SpecObject(root, problems);
        _ = file["$schema"];
        extended = Extended(extends);
    }

    internal static FormatLoad Read(ReadOnlySpan<byte> utf8, string name, ExtendedFormats extends)
    {
        var problems = new SpecProblems(name);
        MessageFormat? format = null;
        if (JsonSpecReader.Read(utf8, name, problems.Found) is { } root)
        {
            format = new FormatReader(root, problems, extends).Format();
        }
        return new FormatLoad(format, [.. problems.Found.OrderBy(problem => problem.File == name ? problem.Line : -1)]);
    }

    private MessageFormat? Format()
    {
        string? name = file.Name("name");
        if (name is null && file["name"] is null) problems.Error(file.Node, "the format has no \"name\"");
        HeaderSpec header = file.Parsed("header", SpecTexts.Header, SpecTexts.HeaderExpected) ?? extended?.Header ?? HeaderSpec.None;
        FieldEncoding mti = Head("mti", SpecWords.MtiEncodings, extended?.MtiEncoding);
        FieldEncoding bitmap = Head("bitmap", SpecWords.BitmapEncodings, extended?.BitmapEncoding);
        TertiaryBitmap tertiary = file.Parsed("tertiary", SpecTexts.Tertiary, SpecTexts.TertiaryExpected)
            ?? extended?.Tertiary ?? TertiaryBitmap.None;
        WireHabits habits = Habits(extended is null ? WireHabits.OfHead(mti, bitmap) : WireHabits.Of(extended));

        // A field is checked against the format that it changes: without that, every word of it would seem wrong.
        if (extended is null && file["extends"] is not null) return null;
        MessageFormat head = MessageFormat.Empty("head", mti, bitmap).WithHead(mti, bitmap, tertiary).WithHeader(header);
        Dictionary<int, FieldSpec?> fields = Fields(head, habits);
        List<MessageRule> rules = new RuleReader(problems).Read(file, extended?.Rules ?? []);
        file.End();
        if (problems.Errors > 0) return null;
        try
        {
            return head.Named(name!).With(fields).WithRules(rules);
        }
        catch (ArgumentException refused)
        {
            problems.Error(file["fields"] ?? file.Node, refused);
            return null;
        }
    }

    private MessageFormat? Extended(ExtendedFormats extends)
    {
        if (file.Text("extends") is not { } name) return null;
        FormatLoad? load = extends(name, out string refusal);
        problems.Found.AddRange(load?.Problems ?? []);
        if (load?.Format is null) problems.Error(file["extends"]!, load is null ? refusal : $"'{name}' has errors");
        return load?.Format;
    }

    private FieldEncoding Head(string key, (string Word, FieldEncoding Value)[] words, FieldEncoding? otherwise)
    {
        FieldEncoding? encoding = file.Word(key, words) ?? otherwise;
        if (encoding is null && file[key] is null && file["extends"] is null)
        {
            problems.Error(file.Node, $"a format that extends none says its \"{key}\": {string.Join(", ", words.Select(w => w.Word))}");
        }
        return encoding ?? words[0].Value;
    }

    private WireHabits Habits(WireHabits usual)
    {
        if (file.Object("defaults") is not { } section) return usual;
        var habits = new WireHabits(
            section.Word("numbers", SpecWords.Encodings) ?? usual.Numbers,
            section.Word("tracks", SpecWords.Encodings) ?? usual.Tracks,
            section.Word("text", SpecWords.Encodings) ?? usual.Text,
            section.Word("binary", SpecWords.Encodings) ?? usual.Bits,
            section.Word("prefix", SpecWords.Prefixes) ?? usual.Prefix);
        section.End();
        return habits;
    }

    private Dictionary<int, FieldSpec?> Fields(MessageFormat head, WireHabits habits)
    {
        Dictionary<int, FieldSpec?> fields = Kept(head, extended).ToDictionary(kept => kept.Key, kept => (FieldSpec?)kept.Value);
        var reader = new FieldSpecReader(problems);
        foreach (SpecNode node in file.Entries("fields"))
        {
            if (NumberOf(node, head) is not { } number) continue;
            FieldSpec? existing = fields.GetValueOrDefault(number);
            if (node.Kind != SpecNodeKind.Null)
            {
                fields[number] = reader.Read(node, FieldDefaults.OfField(number, habits, existing), depth: 0);
            }
            else
            {
                if (existing is null) problems.Warn(node, "there is no such field to remove");
                fields[number] = null;
            }
        }
        return fields;
    }

    /// <summary>The fields of the extended format that are left under the header, type and bitmaps of another.</summary>
    internal static SortedDictionary<int, FieldSpec> Kept(MessageFormat head, MessageFormat? extended)
    {
        var fields = new SortedDictionary<int, FieldSpec>();
        foreach (int number in extended?.Fields ?? [])
        {
            if (number <= head.MaxField) fields[number] = extended![number]!;
        }
        if (head.Tertiary.IsFollowing) fields.Remove(65);
        if (head.Tertiary.Field is not 0 and var holder && head.Tertiary != extended?.Tertiary)
        {
            fields[holder] = MessageFormat.Empty(head.Name, head.MtiEncoding, head.BitmapEncoding)
                .WithHead(head.MtiEncoding, head.BitmapEncoding, head.Tertiary)[holder]!;
        }
        return fields;
    }

    private int? NumberOf(SpecNode node, MessageFormat head)
    {
        string key = node.Key;
        bool isNumber = key.Length is 1 or 2 or 3 && key[0] != '0'
            && int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= 2 and <= 192;
        if (!isNumber)
        {
            problems.Error(node, "expected the number of a field, 2 to 192");
            return null;
        }
        number = int.Parse(key, NumberStyles.None, CultureInfo.InvariantCulture);
        if (number <= head.MaxField && !(number == 65 && head.Tertiary.IsFollowing)) return number;
        problems.Error(node, number == 65
            ? "bit 65 announces the tertiary bitmap and is no field"
            : "fields above 128 need a \"tertiary\" bitmap");
        return null;
    }
}
