using CardSwitch.Station.Commands;

namespace CardSwitch.Station.Building;

/// <summary>Where encoded messages go: lines of hexadecimal text or bytes, to a file or to standard output.</summary>
internal sealed class MessageOutput : IAsyncDisposable
{
    private readonly Terminal terminal;
    private readonly bool isRaw;
    private readonly FileStream? file;

    /// <exception cref="UsageException">The file cannot be written.</exception>
    internal MessageOutput(Terminal terminal, bool isRaw, string? path)
    {
        this.terminal = terminal;
        this.isRaw = isRaw;
        if (path is null) return;
        try
        {
            file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 16, useAsync: true);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"Cannot write '{path}': {refused.Message}");
        }
    }

    internal async Task WriteAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        if (!isRaw && file is null)
        {
            await terminal.Out.WriteLineAsync(Convert.ToHexString(message.Span));
            return;
        }
        byte[] bytes = isRaw
            ? message.ToArray()
            : System.Text.Encoding.ASCII.GetBytes(Convert.ToHexString(message.Span) + '\n');
        await (file ?? terminal.OutBytes).WriteAsync(bytes, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (file is not null) await file.DisposeAsync();
        else if (isRaw) await terminal.OutBytes.FlushAsync();
    }
}
