namespace CardSwitch.Tests.Links;

/// <summary>Bytes whose order can be checked.</summary>
internal static class TestBytes
{
    public static byte[] Pattern(int length)
    {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) bytes[i] = (byte)((i * 31) + (i >> 8));
        return bytes;
    }
}
