namespace CardSwitch.Iso8583;

/// <summary>Reads <c>subfields</c>: how the elements within a field are told from each other, and which there are.</summary>
internal sealed class CompositeReader(FieldSpecReader fields, SpecProblems problems)
{
    /// <summary>The word that stands for the tags of EMV.</summary>
    internal const string Emv = "emv";

    /// <summary>The deepest that fields may be within fields.</summary>
    private const int MaxDepth = 16;

    /// <summary>The inner structure; null where the file says null, and after adding what is wrong with it.</summary>
    /// <param name="node">The value of <c>subfields</c>.</param>
    /// <param name="sensitivity">How the field that holds it is shown.</param>
    /// <param name="depth">How many fields the elements are within.</param>
    internal CompositeSpec? Read(SpecNode node, Sensitivity sensitivity, int depth)
    {
        if (node.Kind == SpecNodeKind.Null) return null;
        if (node is { Kind: SpecNodeKind.Text, Text: Emv }) return EmvTags.Composite;
        if (node.Kind != SpecNodeKind.Map)
        {
            problems.Error(node, $"expected an object, \"{Emv}\" or null, found {node.Shown}");
            return null;
        }
        if (depth > MaxDepth)
        {
            problems.Error(node, $"fields are nested deeper than {MaxDepth}");
            return null;
        }
        int before = problems.Errors;
        var file = new SpecObject(node, problems);
        if (file["kind"] is null) problems.Error(node, $"has no \"kind\"; expected one of {Kinds}");
        if (file.Word("kind", SpecWords.Kinds) is not { } kind) return null;
        IReadOnlyList<SubFieldSpec> elements = Elements(file, kind, sensitivity, depth);
        Func<CompositeSpec> make = kind switch
        {
            CompositeKind.Positional => () => CompositeSpec.Positional(elements),
            CompositeKind.Tagged => Tagged(file, elements, sensitivity, depth),
            CompositeKind.BerTlv => () => CompositeSpec.BerTlv(elements),
            CompositeKind.Bitmapped => Bitmapped(file, elements),
            CompositeKind.Datasets => () => CompositeSpec.Datasets(elements),
            _ => () => CompositeSpec.DatasetBitmap(elements),
        };
        file.End();
        if (problems.Errors != before) return null;
        try
        {
            return make();
        }
        catch (ArgumentException refused)
        {
            problems.Error(node, refused);
            return null;
        }
    }

    private static string Kinds => string.Join(", ", SpecWords.Kinds.Select(kind => kind.Word));

    private List<SubFieldSpec> Elements(SpecObject file, CompositeKind kind, Sensitivity sensitivity, int depth)
    {
        var elements = new List<SubFieldSpec>();
        foreach (SpecNode node in file.Entries("fields"))
        {
            string key = KeyOf(kind, node.Key);
            if (!new SubFieldKey(key).TryGet(kind, out _))
            {
                problems.Error(node, $"is no key of an element of kind {SpecWords.Kinds.WordOf(kind)}; expected {KeyExpected(kind)}");
            }
            else if (fields.Read(node, FieldDefaults.OfElement(kind, key, sensitivity), depth) is { } spec)
            {
                elements.Add(new SubFieldSpec(key, spec));
            }
        }
        return elements;
    }

    /// <summary>The key as a path names it: hexadecimal in upper case.</summary>
    internal static string KeyOf(CompositeKind kind, string key) =>
        kind is CompositeKind.BerTlv or CompositeKind.Datasets ? key.ToUpperInvariant() : key;

    private static string KeyExpected(CompositeKind kind) => kind switch
    {
        CompositeKind.Tagged => "a tag of 1 to 8 characters",
        CompositeKind.BerTlv => "a tag of 1 to 4 bytes in hexadecimal",
        CompositeKind.Datasets => "a byte in hexadecimal",
        CompositeKind.DatasetBitmap => $"the number of a bit from 2, or \"{CompositeSpec.TlvKey}\"",
        _ => "a number",
    };

    private Func<CompositeSpec> Tagged(
        SpecObject file, IReadOnlyList<SubFieldSpec> elements, Sensitivity sensitivity, int depth)
    {
        var tag = new TagLayout(1, FieldEncoding.Ascii);
        if (file.Object("tag") is { } layout)
        {
            int? width = layout.Number("width", 1, 8);
            if (layout["width"] is null) problems.Error(layout.Node, "has no \"width\", the symbols of a tag");
            tag = new TagLayout(width ?? 1, layout.Word("encoding", SpecWords.TagEncodings) ?? FieldEncoding.Ascii)
            {
                AfterLength = layout.Flag("afterLength") ?? false,
                IsCounted = layout.Flag("counted") ?? false,
            };
            layout.End();
        }
        else
        {
            problems.Error(file.Node, "has no \"tag\", which says how tags stand");
        }
        FieldSpec? unknown = file["unknown"] is { Kind: not SpecNodeKind.Null } node
            ? fields.Read(node, FieldDefaults.OfUnknown(sensitivity), depth)
            : null;
        int leading = file.Number("leading", 0, elements.Count) ?? 0;
        return () => CompositeSpec.Tagged(tag, elements, unknown, leading);
    }

    private static Func<CompositeSpec> Bitmapped(SpecObject file, IReadOnlyList<SubFieldSpec> elements)
    {
        int bytes = 8;
        FieldEncoding encoding = FieldEncoding.Binary;
        bool extends = false;
        if (file.Object("bitmap") is { } bitmap)
        {
            bytes = bitmap.Number("bytes", 1, 24) ?? bytes;
            encoding = bitmap.Word("encoding", SpecWords.BitmapEncodings) ?? encoding;
            extends = bitmap.Flag("extends") ?? extends;
            bitmap.End();
        }
        return () => CompositeSpec.Bitmapped(bytes, encoding, extends, elements);
    }
}
