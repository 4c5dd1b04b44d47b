using System.Globalization;

namespace CardSwitch.Tests.Elements;

/// <summary>The card number's rules as the standard words them, one digit at a time over text.</summary>
internal static class SlowPan
{
    public static bool HasValidCheckDigit(string digits) =>
        digits.Any(digit => digit != '0') && LuhnSum(digits) % 10 == 0;

    public static string WithCheckDigit(string digits)
    {
        string payload = digits[..^1];
        int check = (10 - (LuhnSum(payload + "0") % 10)) % 10;
        return payload + check.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Two digits a byte, right-justified; an odd number begins with the padding nibble.</summary>
    public static byte[] Pack(string digits, int padding)
    {
        string pad = padding.ToString("X", CultureInfo.InvariantCulture);
        return Convert.FromHexString(digits.Length % 2 == 0 ? digits : pad + digits);
    }

    private static int LuhnSum(string digits)
    {
        int sum = 0;
        for (int place = 1; place <= digits.Length; place++)
        {
            int digit = digits[^place] - '0';
            if (place % 2 == 0)
                digit *= 2;
            sum += digit > 9 ? digit - 9 : digit;
        }

        return sum;
    }
}
