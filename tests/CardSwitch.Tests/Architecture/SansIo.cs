using System.Text.RegularExpressions;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Architecture;

/// <summary>What the core must not hold, so that a simulator can drive it with virtual time and one seed.</summary>
internal static partial class SansIo
{
    public static IEnumerable<string> Violations(SourceFile file) =>
        from word in Forbidden().Matches(file.Code).Select(match => match.Value.TrimEnd(' ', '(')).Distinct()
        select $"{file.Path}: uses {word}";

    [GeneratedRegex(
        @"\b(?:Task|ValueTask|TaskCompletionSource|async|await|Socket|NetworkStream|Stream|Pipe|PipeReader|PipeWriter" +
        @"|Timer|PeriodicTimer|TimeProvider|Stopwatch|DateTime|DateTimeOffset|Environment|Random|RandomNumberGenerator" +
        @"|Guid|Thread|ThreadPool|Monitor|Interlocked|Volatile|SemaphoreSlim|Lock|SpinLock|Channel)\b|\block \(")]
    private static partial Regex Forbidden();
}
