namespace CardSwitch.Iso8583;

/// <summary>
/// The layout of a date or time in the standard's letters, one a digit: CC century, YY year, MM month, DD day, hh hour, mm
/// minute, ss second.
/// </summary>
internal static class DateLayout
{
    private static readonly (string Letters, int Least, int Most)[] Parts =
    [
        ("CC", 0, 99), ("YY", 0, 99), ("MM", 1, 12), ("DD", 1, 31), ("hh", 0, 23), ("mm", 0, 59), ("ss", 0, 59),
    ];

    /// <summary>Whether the text is made of those parts, none of them twice.</summary>
    internal static bool IsSound(string layout)
    {
        if (layout.Length is 0 or > 14 || layout.Length % 2 != 0) return false;
        var seen = new HashSet<string>();
        for (int at = 0; at < layout.Length; at += 2)
        {
            string letters = layout.Substring(at, 2);
            if (!Parts.Any(part => part.Letters == letters) || !seen.Add(letters)) return false;
        }
        return true;
    }

    /// <summary>Whether digits of the same number are a date of the layout; a day must exist in its month.</summary>
    internal static bool Admits(string layout, ReadOnlySpan<byte> digits)
    {
        if (digits.Length != layout.Length) return false;
        int century = 20, year = -1, month = 0, day = 0;
        for (int at = 0; at < layout.Length; at += 2)
        {
            if (!DigitValue.TryReadAscii(digits.Slice(at, 2), out long value)) return false;
            var (letters, least, most) = Parts.First(part => layout.AsSpan(at, 2).SequenceEqual(part.Letters));
            if (value < least || value > most) return false;
            switch (letters)
            {
                case "CC": century = (int)value; break;
                case "YY": year = (int)value; break;
                case "MM": month = (int)value; break;
                case "DD": day = (int)value; break;
            }
        }
        if (day == 0 || month == 0) return true;

        // Without a year 29 February may be.
        int leapOrOwn = year < 0 ? 2024 : Math.Max(century * 100 + year, 1);
        return day <= DateTime.DaysInMonth(leapOrOwn, month);
    }
}
