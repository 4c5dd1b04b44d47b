using System.Text.RegularExpressions;
using CardSwitch.Iso8583;

namespace CardSwitch.Station.Building;

/// <summary>Tells values that were masked for people, of which no message can be made.</summary>
internal static partial class MaskedValue
{
    /// <summary>Elements that are shown as they are may hold such text of their own.</summary>
    internal static bool IsOne(FieldSpec? spec, string text) => spec?.Sensitivity switch
    {
        Sensitivity.None => PlainText.IsHexadecimal(spec) && Length().IsMatch(text),
        Sensitivity.Pan when spec.Content == ContentClass.Numeric && text.Contains('*', StringComparison.Ordinal) => true,
        Sensitivity.Pan => Digits().IsMatch(text) || Length().IsMatch(text),
        _ => Length().IsMatch(text),
    };

    [GeneratedRegex(@"^\[\d+ (bytes?|characters?)\]$")]
    private static partial Regex Length();

    // As a card number shows itself.
    [GeneratedRegex(@"^(\d{6}\*{3,}\d{4}|\*{4,8}\d{4}|\*{4,7})$")]
    private static partial Regex Digits();
}
