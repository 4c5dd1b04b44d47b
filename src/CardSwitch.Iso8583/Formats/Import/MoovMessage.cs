using System.Globalization;

namespace CardSwitch.Iso8583;

/// <summary>The message of a moov file: message type, bitmap and data elements.</summary>
internal sealed class MoovMessage(ImportProblems problems, SpecNode fields)
{
    private readonly MoovComposites composites = new(problems);

    /// <summary>The format; null after a problem.</summary>
    /// <exception cref="ArgumentException">The parts do not go together.</exception>
    internal MessageFormat? Format(string name)
    {
        SortedDictionary<int, SpecNode> numbered = Numbered();
        FieldEncoding? mti = MtiEncodingOf(numbered);
        FieldEncoding? bitmap = BitmapEncodingOf(numbered, out bool isSingle);
        var made = new List<KeyValuePair<int, FieldSpec?>>();
        foreach (var (number, node) in numbered)
        {
            if (problems.IsFull) break;
            if (number < 2) continue;
            if (number > Bitmap.MaxField || (isSingle && number > 64))
            {
                problems.Error(node.Line, node.Path, "no bit of the bitmaps stands for it");
            }
            else if (number is 65 or 129)
            {
                problems.Warn(node.Line, node.Path, "left out, since its bit announces a further bitmap");
            }
            else if (composites.FieldOf(new MoovPlace(node, number)) is { } spec)
            {
                made.Add(new(number, spec));
            }
        }
        if (problems.Failed || mti is null || bitmap is null) return null;
        TertiaryBitmap tertiary = made.Exists(field => field.Key > 128) ? TertiaryBitmap.Follows : TertiaryBitmap.None;
        return MessageFormat.Empty(name, mti.Value, bitmap.Value).WithHead(mti.Value, bitmap.Value, tertiary).With(made);
    }

    private SortedDictionary<int, SpecNode> Numbered()
    {
        var numbered = new SortedDictionary<int, SpecNode>();
        foreach (SpecNode field in fields.Children)
        {
            if (problems.IsFull) break;
            bool isOld = field.Key.StartsWith(MoovNames.FieldPrefix, StringComparison.Ordinal);
            string digits = isOld ? field.Key[MoovNames.FieldPrefix.Length..] : field.Key;
            if (field.Kind != SpecNodeKind.Map && !isOld && field.Key is "name") continue;
            if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            {
                problems.Error(field.Line, field.Path, "the key of a field is its number");
            }
            else if (!numbered.TryAdd(number, field))
            {
                problems.Error(field.Line, field.Path, $"field {number} comes twice, first in line {numbered[number].Line}");
            }
        }
        return numbered;
    }

    private FieldEncoding? MtiEncodingOf(SortedDictionary<int, SpecNode> numbered)
    {
        if (!numbered.TryGetValue(0, out SpecNode? node))
        {
            problems.Error(fields.Line, fields.Path, "there is no field 0, the message type");
            return null;
        }
        if (composites.FieldOf(new MoovPlace(node, 0)) is not { } type) return null;
        bool sound = type is { Length: { IsFixed: true, Max: 4 }, Composite: null, Content: not ContentClass.Binary }
            && type.Encoding != FieldEncoding.Latin1;
        if (sound) return type.Encoding == FieldEncoding.BcdLeft ? FieldEncoding.Bcd : type.Encoding;
        problems.Error(node.Line, node.Path, "a message type is four digits in ASCII, EBCDIC or BCD");
        return null;
    }

    private FieldEncoding? BitmapEncodingOf(SortedDictionary<int, SpecNode> numbered, out bool isSingle)
    {
        isSingle = false;
        if (!numbered.TryGetValue(1, out SpecNode? node) || node["type"]?.Text != "Bitmap")
        {
            problems.Error(node?.Line ?? fields.Line, node?.Path ?? fields.Path, "field 1 must be a Bitmap");
            return null;
        }
        var place = new MoovPlace(node, 1);
        composites.Fields.CheckKeys(place);
        isSingle = node["disableAutoExpand"]?.Flag == true;
        int length = node["length"]?.Number ?? 0;
        if (length is not (0 or 8))
        {
            problems.Error(node.Line, node.Path, length == 16 && !isSingle
                ? "a length of 16 makes every message begin with 128 bits, of which the first asks for 128 more; a length of 8 is "
                    + "what ISO 8583 has, and cannot be guessed to be meant"
                : "a bitmap of a message comes in blocks of 8 bytes");
            return null;
        }
        if (isSingle) problems.Warn(node.Line, node.Path, "a first bit that is set announces a second bitmap");
        string prefix = MoovNames.Today(node["prefix"]?.Text ?? "");
        bool isFixed = MoovPrefix.Table.TryGetValue(prefix, out MoovPrefix known) && known.Rule == LengthRule.Fixed;
        FieldEncoding? encoding = composites.Fields.EncodingNameOf(node, node.Path) switch
        {
            MoovNames.Binary when isFixed && prefix != MoovPrefix.HexFixed => FieldEncoding.Binary,
            MoovNames.HexToAscii when isFixed => FieldEncoding.HexAscii,
            _ => null,
        };
        if (encoding is null)
        {
            problems.Error(node.Line, node.Path, "the bitmap of a message is in Binary or HexToASCII, with a Fixed prefix of its kind");
        }
        return encoding;
    }
}
