using System.IO.Pipelines;

namespace CardSwitch.Tests.Links;

/// <summary>A connection in memory, made of the framework's pipes: a transport that hands out many segments.</summary>
internal sealed class PipePair
{
    public PipePair(PipeOptions options)
    {
        Pipe there = new(options);
        Pipe back = new(options);
        Near = new End(there.Reader, back.Writer);
        Far = new End(back.Reader, there.Writer);
    }

    public IDuplexPipe Near { get; }

    public IDuplexPipe Far { get; }

    private sealed record End(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
