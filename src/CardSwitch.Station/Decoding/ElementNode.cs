using CardSwitch.Iso8583;

namespace CardSwitch.Station.Decoding;

/// <summary>An element of a message as it is shown, and the elements within it in the order in which they stand.</summary>
/// <param name="Key">What its container calls it; of a field its number.</param>
/// <param name="Spec">Its specification, or null where it is not known.</param>
/// <param name="Plain">The plain value, whatever its sensitivity; null when it is none of its encoding.</param>
/// <param name="Shown">The value for people.</param>
internal sealed record ElementNode(string Key, FieldSpec? Spec, string? Plain, string Shown)
{
    internal List<ElementNode> Within { get; } = [];

    /// <summary>Why the elements within end before the value does; null when they fill it.</summary>
    internal string? Fault { get; set; }

    /// <summary>Whether the elements within say all that the value says.</summary>
    internal bool IsNested => Within.Count > 0 && Fault is null;

    /// <summary>A field of a message, with all that is within.</summary>
    internal static ElementNode Of(MessageView message, int field, bool unmasked)
    {
        SubField element = message.ElementOf(field);
        var root = new ElementNode(
            $"{field}", message.Format[field], ValueText.Plain(element), FieldText.Of(message, field, unmasked));
        var visit = new ElementCollector(root, unmasked);
        ElementVisit.Run(element, ref visit);
        return root;
    }
}
