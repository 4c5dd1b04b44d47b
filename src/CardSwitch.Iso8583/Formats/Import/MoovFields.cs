namespace CardSwitch.Iso8583;

/// <summary>Makes a field of a description without sub-fields.</summary>
internal sealed class MoovFields(ImportProblems problems)
{
    private const int MostFixed = 9999;

    private static readonly HashSet<string> Keys =
        ["type", "length", "description", "enc", "prefix", "padding", "tag", "subfields", "bitmap", "disableAutoExpand"];

    private readonly HashSet<string> said = [];

    /// <summary>The field; null, and a problem, where a format cannot say it.</summary>
    internal FieldSpec? FieldOf(MoovPlace place)
    {
        CheckKeys(place);
        string type = TypeOf(place);
        string? encodingName = EncodingNameOf(place.Node, place.Path);
        if (type == "Bitmap")
        {
            problems.Error(place.Line, place.Path, "a bitmap among the elements cannot be said by a format");
            return null;
        }
        if (type.Length == 0 || encodingName is null || LengthOf(place, encodingName) is not { } length) return null;
        if (CarriedBy(type, encodingName) is not var (content, encoding))
        {
            problems.Error(place.Line, place.Path, $"a {type} in {encodingName} cannot be said by a format");
            return null;
        }
        if (encodingName == MoovNames.Ebcdic)
        {
            Once(place, "EBCDIC is read as code page 500, from which moov's table differs in '|'");
        }
        if (type == "Numeric") Once(place, "a Numeric keeps its leading zeros, which moov strips when it reads");
        var spec = new FieldSpec(
            NameOf(place), content, length, encoding, PrefixOf(place).Encoding, PaddingOf(place, type, length),
            place.SensitivityOf(type));
        return Sound(place, spec) ? spec : null;
    }

    /// <summary>Whether a format takes the field; a problem if it does not.</summary>
    internal bool Sound(MoovPlace place, FieldSpec spec)
    {
        try
        {
            FieldLayout.Compile(spec);
            return true;
        }
        catch (ArgumentException unsound)
        {
            problems.Error(place.Line, place.Path, unsound);
            return false;
        }
    }

    internal void CheckKeys(MoovPlace place) => CheckKeys(place.Node, Keys);

    internal void CheckKeys(SpecNode node, HashSet<string> known)
    {
        foreach (SpecNode child in node.Children)
        {
            if (problems.IsFull) return;
            if (!known.Contains(child.Key)) problems.Warn(child.Line, child.Path, $"unknown key{NearestName.Hint(child.Key, known)}");
        }
    }

    /// <summary>The type; empty, and a problem, where it is none.</summary>
    internal string TypeOf(MoovPlace place)
    {
        string type = place.Node["type"]?.Text ?? "";
        if (MoovNames.Types.Contains(type)) return type;
        problems.Error(
            place.Node["type"]?.Line ?? place.Line, place.Path,
            $"type must be one of {string.Join(", ", MoovNames.Types)}{NearestName.Hint(type, MoovNames.Types)}");
        return "";
    }

    /// <summary>The name of the encoding; null, and a problem, where it is none.</summary>
    internal string? EncodingNameOf(SpecNode node, string path)
    {
        string name = MoovNames.Today(node["enc"]?.Text ?? "");
        if (MoovNames.Encodings.Contains(name)) return name;
        problems.Error(
            node["enc"]?.Line ?? node.Line, path,
            $"enc must be one of {string.Join(", ", MoovNames.Encodings)}{NearestName.Hint(name, MoovNames.Encodings)}");
        return null;
    }

    internal static string NameOf(MoovPlace place) =>
        ImportProblems.NameOf(place.Node["description"]?.Text, $"Field {place.Node.Key}");

    /// <summary>The length rule by prefix and length; null, and a problem, where there is none.</summary>
    internal FieldLength? LengthOf(MoovPlace place, string encodingName)
    {
        if (!TryPrefix(place, out MoovPrefix prefix, out string name)) return null;
        if (place.Node["length"] is { Number: null or < 0 } bad)
        {
            problems.Error(bad.Line, bad.Path, "length must be a number of 0 or more");
            return null;
        }
        int length = place.Node["length"]?.Number ?? 0;
        if (place.InTlv != (name == MoovPrefix.BerTlv))
        {
            problems.Error(place.Line, place.Path, place.InTlv
                ? $"a BER-TLV element has the prefix BerTLV, not {name}"
                : "the prefix BerTLV is for elements of BER-TLV tags only");
            return null;
        }
        if (name == MoovPrefix.HexFixed && encodingName != MoovNames.HexToAscii)
        {
            problems.Error(
                place.Line, place.Path,
                $"Hex.Fixed goes with {MoovNames.HexToAscii} only: with {encodingName} moov writes twice what it reads");
            return null;
        }
        if (prefix.Rule == LengthRule.Rest) return FieldLength.Rest(length is 0 or > ushort.MaxValue ? ushort.MaxValue : length);
        if (prefix.Rule == LengthRule.Fixed)
        {
            if (length is > 0 and <= MostFixed) return FieldLength.Fixed(length);
            problems.Error(place.Line, place.Path, $"a fixed length is 1 to {MostFixed}");
            return null;
        }
        if (length == 0)
        {
            problems.Error(place.Line, place.Path, "length must be the most that the field can have");
            return null;
        }
        if (length > prefix.Capacity)
        {
            problems.Warn(place.Line, place.Path, $"the prefix {name} cannot say {length}: at most {prefix.Capacity} is taken");
        }
        return FieldLength.UpTo(Math.Min(length, prefix.Capacity), prefix.Width);
    }

    /// <summary>The prefix of a field whose length was found.</summary>
    internal static MoovPrefix PrefixOf(MoovPlace place) =>
        MoovPrefix.Table[MoovNames.Today(place.Node["prefix"]?.Text ?? "")];

    private bool TryPrefix(MoovPlace place, out MoovPrefix prefix, out string name)
    {
        name = MoovNames.Today(place.Node["prefix"]?.Text ?? "");
        if (MoovPrefix.Table.TryGetValue(name, out prefix)) return true;
        string what = name.Length == 0 ? "the prefix is missing" : "unknown prefix " + name;
        problems.Error(
            place.Node["prefix"]?.Line ?? place.Line, place.Path, what + NearestName.Hint(name, MoovPrefix.Table.Keys));
        return false;
    }

    // What type and encoding are together; null where they are nothing that a format has.
    private static (ContentClass, FieldEncoding)? CarriedBy(string type, string encoding)
    {
        bool isTrack = type is "Track2" or "Track3";
        ContentClass text = isTrack ? ContentClass.Track
            : type == "Numeric" ? ContentClass.Numeric : ContentClass.AlphaNumericSpecial;
        ContentClass packed = isTrack ? ContentClass.Track : ContentClass.Numeric;
        bool isBytes = type is "Binary" or "Hex";
        return encoding switch
        {
            MoovNames.Ascii when !isBytes => (text, FieldEncoding.Ascii),
            MoovNames.Ebcdic when !isBytes => (text, FieldEncoding.Ebcdic500),
            MoovNames.Ebcdic1047 when !isBytes => (text, FieldEncoding.Ebcdic1047),
            MoovNames.Bcd when !isBytes && type != "Track1" => (packed, FieldEncoding.Bcd),
            MoovNames.LeftBcd when !isBytes && type != "Track1" => (packed, FieldEncoding.BcdLeft),
            MoovNames.Binary when isBytes || type == "String" => (ContentClass.Binary, FieldEncoding.Binary),
            MoovNames.HexToAscii when isBytes || type == "String" => (ContentClass.Binary, FieldEncoding.HexAscii),
            _ => null,
        };
    }

    private Padding PaddingOf(MoovPlace place, string type, FieldLength length)
    {
        if (place.Node["padding"] is not { Kind: not SpecNodeKind.Null } padding) return Padding.None;
        string side = MoovNames.Today(padding["type"]?.Text ?? "");
        if (side is "None") return Padding.None;
        string pad = padding["pad"]?.Text ?? "";
        // The older dialect has the number of the character.
        if (padding["pad"] is { Kind: SpecNodeKind.Number, Number: >= ' ' and <= '~' and { } code }) pad = ((char)code).ToString();
        if (side is not ("Left" or "Right") || pad.Length != 1)
        {
            problems.Warn(padding.Line, padding.Path, "is no padding, and left out as moov does");
            return Padding.None;
        }
        if (type == "Hex" || pad[0] is not (>= ' ' and <= '~'))
        {
            problems.Error(padding.Line, padding.Path, "padding with anything but a character from 20 to 7E, or of a Hex, cannot be said");
            return Padding.None;
        }
        if (!length.IsFixed)
        {
            problems.Warn(padding.Line, padding.Path, "a value of variable length is written without padding");
            return Padding.None;
        }
        Once(place, "padding is kept when a value is read, where moov strips it");
        return new Padding(side == "Left" ? PaddingSide.Left : PaddingSide.Right, pad[0]);
    }

    // What holds for many fields is said of the first.
    internal void Once(MoovPlace place, string message)
    {
        if (said.Add(message)) problems.Warn(place.Line, place.Path, message + " (said once)");
    }
}
