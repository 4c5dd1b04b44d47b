namespace CardSwitch.Tests.Support;

/// <summary>Bytes as a file, or as a pipe whose length nobody knows.</summary>
internal sealed class ByteStream(byte[] bytes, bool canSeek) : MemoryStream(bytes)
{
    public override bool CanSeek => canSeek;

    public override long Length => canSeek ? base.Length : throw new NotSupportedException();
}
