namespace CardSwitch.Iso8583;

/// <summary>A field that a message must have when another one is there, or has a value.</summary>
/// <param name="Field">The field that is then mandatory.</param>
/// <param name="When">The field on which it depends.</param>
/// <param name="Values">
/// The plain values of <paramref name="When"/> for which it is mandatory, a <c>?</c> standing for any one character; empty
/// when its presence is enough.
/// </param>
/// <param name="Absent">Whether the condition is that <paramref name="When"/> is absent; there are no values then.</param>
public sealed record FieldCondition(FieldPath Field, FieldPath When, IReadOnlyList<string> Values, bool Absent = false);
