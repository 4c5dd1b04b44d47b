namespace CardSwitch.Tests.Journal;

/// <summary>Chip data as cards send them and as they should not.</summary>
internal static class RandomChipData
{
    private static readonly string[] Tags =
    [
        "57", "56", "99", "9F1F", "9F20", "9F6B", "DF812A", "71", "86", "9F26", "9F27", "95", "9A", "9C", "5F2A", "5F24", "82",
        "9F02", "9F10", "DF8129", "BF0C", "70", "77", "E1",
    ];

    public static byte[] Of(Random random, int most)
    {
        var data = new List<byte>();
        for (int count = random.Next(1, 8); count > 0; count--)
        {
            byte[] element = Element(random, depth: 3);
            if (data.Count + element.Length > most) break;
            data.AddRange(element);
        }
        if (random.Next(8) == 0 && data.Count > 0) data.RemoveAt(random.Next(data.Count));
        return [.. data];
    }

    private static byte[] Element(Random random, int depth)
    {
        string tag = Tags[random.Next(Tags.Length)];
        bool isConstructed = (Convert.FromHexString(tag)[0] & 0x20) != 0;
        byte[] value = isConstructed && depth > 0
            ? [.. Enumerable.Range(0, random.Next(3)).SelectMany(_ => Element(random, depth - 1))]
            : Bytes(random, random.Next(20) == 0 ? 130 : random.Next(12));
        byte[] length = value.Length > 255 ? [0x82, (byte)(value.Length >> 8), (byte)value.Length]
            : value.Length >= 0x80 || random.Next(10) == 0 ? [0x81, (byte)value.Length]
            : [(byte)value.Length];
        byte[] padding = random.Next(20) == 0 ? [0] : [];
        return [.. Convert.FromHexString(tag), .. length, .. value, .. padding];
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
