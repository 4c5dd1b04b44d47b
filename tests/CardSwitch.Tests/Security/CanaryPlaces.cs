using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.Logging;

namespace CardSwitch.Tests.Security;

/// <summary>Everything that a station leaves behind or lets others see, kept to be searched.</summary>
internal sealed class CanaryPlaces : ILoggerFactory, ILogger, IDisposable
{
    // Says who owns the journal; empty, and opened by nobody else.
    private const string Lock = "owner.lock";

    private static readonly int[] BufferSizes = [.. Enumerable.Range(4, 7).Select(power => 1 << power)];

    private readonly ConcurrentQueue<string> logged = new();
    private readonly ConcurrentQueue<string> measured = new();
    private readonly ActivityListener activities;
    private readonly MeterListener meters = new();

    internal CanaryPlaces(string folder)
    {
        Folder = folder;
        activities = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => measured.Enqueue(
                activity.DisplayName + string.Concat(activity.TagObjects.Select(tag => $" {tag.Key}={tag.Value}"))),
        };
        ActivitySource.AddActivityListener(activities);
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name.StartsWith("CardSwitch", StringComparison.Ordinal)) listener.EnableMeasurementEvents(instrument);
        };
        meters.SetMeasurementEventCallback<long>(Measured);
        meters.SetMeasurementEventCallback<int>(Measured);
        meters.SetMeasurementEventCallback<double>(Measured);
        meters.Start();
    }

    /// <summary>Where the journal's files are.</summary>
    internal string Folder { get; }

    internal int Lines => logged.Count;

    internal int Measurements => measured.Count;

    /// <summary>Card data found, each as place: what.</summary>
    /// <param name="status">What is shown of the station.</param>
    internal string[] Search(string status)
    {
        meters.RecordObservableInstruments();
        return
        [
            .. Text("log", logged), .. Text("metrics and traces", measured), .. Text("status", [status]),
            .. Directory.EnumerateFiles(Folder).Where(path => Path.GetFileName(path) != Lock).SelectMany(File), .. Buffers(),
        ];
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        string values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs.Select(pair => pair.Value)) : "";
        logged.Enqueue($"{formatter(state, exception)} {values} {exception}");
    }

    public void Dispose()
    {
        activities.Dispose();
        meters.Dispose();
    }

    private void Measured<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        var text = new StringBuilder(instrument.Name).Append(' ').Append(value);
        foreach (KeyValuePair<string, object?> tag in tags) text.Append(' ').Append(tag.Key).Append('=').Append(tag.Value);
        measured.Enqueue(text.ToString());
    }

    private static IEnumerable<string> Text(string place, IEnumerable<string> lines) =>
        Canary.In(Encoding.UTF8.GetBytes(string.Join('\n', lines))).Select(what => $"{place}: {what}");

    private static IEnumerable<string> File(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        int length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return [.. Canary.In(bytes.AsSpan(0, length)).Select(what => $"{Path.GetFileName(path)}: {what}")];
    }

    // What was given back to the pool of buffers, as far as this thread is lent any of it. Only those of up to 1 KiB, which are
    // zeros when they are made: a larger one may hold whatever stood in its memory before, this test's own texts among it.
    private static IEnumerable<string> Buffers()
    {
        var found = new List<string>();
        foreach (int size in BufferSizes)
        {
            byte[][] lent = [.. Enumerable.Range(0, 300).Select(_ => ArrayPool<byte>.Shared.Rent(size))];
            foreach (byte[] buffer in lent)
            {
                found.AddRange(Canary.In(buffer).Select(what => $"a free buffer of {size} bytes: {what}"));
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
        return found.Distinct();
    }
}
