using System.Diagnostics;
using System.Globalization;
using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Fuzzing;

/// <summary>
/// A short run of the fuzzer, the same each time. For a longer one set CARDSWITCH_FUZZ_SECONDS, or start the program
/// CardSwitch.Fuzz.
/// </summary>
public class MutationFuzzTests
{
    private const int Seed = 8583;
    private const int Inputs = 20_000;

    // No tight bound, which a busy machine would break: a parse takes a millionth of it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [Fact]
    public void Damaged_messages_are_read_as_by_the_slow_twins_without_exception_or_garbage()
    {
        var fuzzer = new MutationFuzzer(Seed);
        Exception? failure = null;
        var runner = new Thread(() => failure = Record.Exception(() => Run(fuzzer))) { IsBackground = true, Name = "fuzzer" };
        runner.Start();
        for (long seen = -1; !runner.Join(Patience);)
        {
            Assert.True(fuzzer.Report.Inputs != seen, $"No end after {Patience}: {fuzzer.Describe()}");
            seen = fuzzer.Report.Inputs;
        }
        Assert.True(failure is null, failure?.ToString());

        // Mutants that were all refused at the door would prove nothing.
        Assert.True(fuzzer.Report.Count(ParseError.None) > Inputs / 10, fuzzer.Report.ToString());
        foreach (ParseError error in Enum.GetValues<ParseError>())
        {
            if (error != ParseError.FrameTooLong) Assert.True(fuzzer.Report.Count(error) > 0, $"{error}: {fuzzer.Report}");
        }
    }

    private static void Run(MutationFuzzer fuzzer)
    {
        string? seconds = Environment.GetEnvironmentVariable("CARDSWITCH_FUZZ_SECONDS");
        if (seconds is null)
        {
            for (int i = 0; i < Inputs; i++) fuzzer.Step();
            return;
        }
        var limit = TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture));
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < limit;) fuzzer.Step();
    }
}
