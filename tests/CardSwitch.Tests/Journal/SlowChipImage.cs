namespace CardSwitch.Tests.Journal;

/// <summary>The rule for chip data, written once more with lists: slow and plain.</summary>
internal static class SlowChipImage
{
    private static readonly HashSet<string> Secret =
        ["56", "57", "71", "72", "86", "99", "9F1F", "9F20", "9F6B", "DF812A", "DF812B"];

    /// <summary>What may be kept of the value; null when it is not chip data.</summary>
    public static byte[]? Of(byte[] data)
    {
        List<(string Tag, byte[] Value, byte[] Whole)>? elements = Read(data);
        if (elements is null) return null;

        // What needs no change stays as it is, zeros between the elements too.
        var kept = elements.Where(MayKeep).ToList();
        bool padded = elements.Sum(element => element.Whole.Length) != data.Length;
        return kept.Count == elements.Count && !padded ? data : [.. kept.SelectMany(element => element.Whole)];
    }

    private static bool MayKeep((string Tag, byte[] Value, byte[] Whole) element)
    {
        if (Secret.Contains(element.Tag)) return false;
        bool isConstructed = (Convert.FromHexString(element.Tag)[0] & 0x20) != 0;
        return !isConstructed || (Read(element.Value)?.All(MayKeep) ?? false);
    }

    private static List<(string Tag, byte[] Value, byte[] Whole)>? Read(byte[] data)
    {
        var found = new List<(string, byte[], byte[])>();
        var rest = new Queue<byte>(data);
        while (rest.Count > 0)
        {
            var whole = new List<byte>();
            bool Take(out byte taken)
            {
                bool has = rest.TryDequeue(out taken);
                if (has) whole.Add(taken);
                return has;
            }

            if (!Take(out byte b)) return null;
            if (b == 0) continue;
            string tag = $"{b:X2}";
            if ((b & 0x1F) == 0x1F)
            {
                do
                {
                    if (tag.Length == 8 || !Take(out b)) return null;
                    tag += $"{b:X2}";
                }
                while ((b & 0x80) != 0);
            }
            if (!Take(out b)) return null;
            long length = b;
            if (b >= 0x80)
            {
                if (b is 0x80 or > 0x84) return null;
                length = 0;
                for (int more = b & 0x7F; more > 0; more--)
                {
                    if (!Take(out b)) return null;
                    length = length * 256 + b;
                }
            }
            if (length > rest.Count) return null;
            var value = new List<byte>();
            for (; length > 0; length--)
            {
                Take(out b);
                value.Add(b);
            }
            found.Add((tag, [.. value], [.. whole]));
        }
        return found;
    }
}
