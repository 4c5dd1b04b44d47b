using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CardSwitch.Tests.Serving;

/// <summary>Keeps what a station logs as an error: whatever peers do, there is none.</summary>
internal sealed class RecordedLog : ILoggerFactory, ILogger
{
    /// <summary>Warnings, which peers can cause.</summary>
    internal ConcurrentQueue<string> Warnings { get; } = new();

    internal ConcurrentQueue<string> Errors { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;
        (logLevel == LogLevel.Warning ? Warnings : Errors).Enqueue($"{formatter(state, exception)} {exception}");
    }

    public void Dispose()
    {
    }
}
