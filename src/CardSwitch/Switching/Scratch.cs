namespace CardSwitch.Switching;

/// <summary>Room to make one message in, of the size that was needed most so far; used again for the next.</summary>
internal sealed class Scratch
{
    // Fields that a made message has and its source lacks, such as DE 90 and 95, in a dialect that doubles all.
    private const int Added = 512;

    private byte[] bytes = [];

    /// <summary>Room for a message that is made of one of that length.</summary>
    internal Span<byte> For(int sourceLength)
    {
        int most = Transcoders.LongestResult(sourceLength) + Added;
        if (bytes.Length < most) bytes = new byte[most];
        return bytes;
    }
}
