namespace CardSwitch.Iso8583;

/// <summary>Which fields messages of some types must and must not have. A parser does not look at it.</summary>
/// <param name="Types">
/// The message types: four digits, or an <c>x</c> in the place of any of them that does not matter (<c>02x0</c>).
/// </param>
public sealed record MessageRule(string Types)
{
    /// <summary>Fields, or elements within, that every such message has.</summary>
    public IReadOnlyList<FieldPath> Mandatory { get; init; } = [];

    /// <summary>Fields that a message has under a condition.</summary>
    public IReadOnlyList<FieldCondition> Conditional { get; init; } = [];

    /// <summary>Fields that no such message has.</summary>
    public IReadOnlyList<FieldPath> Forbidden { get; init; } = [];

    /// <summary>Whether the rule is for messages of this type.</summary>
    public bool AppliesTo(MessageType type)
    {
        string digits = type.ToString();
        return Types.Length == 4 && Types.Zip(digits).All(pair => pair.First is 'x' || pair.First == pair.Second);
    }
}
