using System.Globalization;
using Microsoft.Extensions.Logging;

namespace CardSwitch.Station;

/// <summary>What a station has to say, a line each on standard error: time, level, text.</summary>
internal sealed class StderrLog(TextWriter error) : ILoggerFactory, ILogger
{
    private readonly Lock gate = new();

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;
        string cause = exception is null ? "" : $" ({exception.Message})";
        string line = string.Create(CultureInfo.InvariantCulture,
            $"{DateTime.Now:HH:mm:ss.fff} {NameOf(logLevel)} {formatter(state, exception)}{cause}");
        lock (gate) error.WriteLine(line);
    }

    public void Dispose()
    {
        // The stream is the process's.
    }

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        _ => "FAIL",
    };
}
