namespace CardSwitch.Iso8583;

/// <summary>Takes it as text, masked or not.</summary>
internal struct TextSubField(bool asItIs) : ISubFieldUse
{
    internal string? Text;

    public bool Use(scoped in SubField element)
    {
        Text = asItIs ? ValueText.Plain(element) : ValueText.Of(element, unmasked: false);
        return Text is not null;
    }
}
