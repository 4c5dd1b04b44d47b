using System.Globalization;

namespace CardSwitch.Station.Certificates;

/// <summary>A peer of a trial network.</summary>
/// <param name="Name">The common name of its certificate, and the name of its files.</param>
/// <param name="Institution">The institution that it speaks for; 0: none.</param>
internal readonly record struct TrialPeer(string Name, long Institution)
{
    internal const string Expected = "a name of letters, digits, - and _, and after = 1 to 11 digits";

    internal static bool TryParse(string text, out TrialPeer peer)
    {
        string[] parts = text.Split('=');
        long institution = 0;
        bool isSound = IsName(parts[0]) && parts.Length <= 2 && (parts.Length == 1 || (parts[1].Length <= 11
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out institution) && institution > 0));
        peer = new TrialPeer(parts[0], institution);
        return isSound;
    }

    internal static bool IsName(string text) =>
        text.Length is > 0 and <= 64 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
