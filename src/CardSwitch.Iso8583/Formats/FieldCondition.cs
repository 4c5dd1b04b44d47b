namespace CardSwitch.Iso8583;

/// <summary>A field that a message must have when another one is there, is not there, or has a value.</summary>
/// <param name="Field">The field that is then mandatory.</param>
/// <param name="When">The field on which it depends.</param>
/// <param name="Values">
/// The plain values of <paramref name="When"/> for which it is mandatory, a <c>?</c> standing for any one character; empty
/// when its presence is enough.
/// </param>
/// <param name="Absent">Whether the condition is that <paramref name="When"/> is absent; there are no values then.</param>
public sealed record FieldCondition(FieldPath Field, FieldPath When, IReadOnlyList<string> Values, bool Absent = false)
{
    /// <summary>Whether the field is mandatory in this message.</summary>
    internal bool Holds(MessageView view)
    {
        if (Absent) return !view.Has(When);
        if (Values.Count == 0) return view.Has(When);
        return view.GetText(When) is { } text && Values.Any(value => Matches(value, text));
    }

    /// <summary>The condition for people; values in formats are no card data.</summary>
    internal string Words => Absent ? $"without {When}"
        : Values.Count == 0 ? $"with {When}"
        : $"when {When} is {string.Join(" or ", Values)}";

    private static bool Matches(string pattern, string text) =>
        pattern.Length == text.Length && pattern.Zip(text).All(pair => pair.First == '?' || pair.First == pair.Second);
}
