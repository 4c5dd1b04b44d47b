using System.Diagnostics;
using System.Globalization;
using CardSwitch.Tests.Fuzzing;

// usage: CardSwitch.Fuzz [--minutes N] [--seed S]
// Ends with 0, or with 1 and the input that failed, hung or was slow. The same seed tries the same inputs.
double minutes = 1;
int seed = 8583;
for (int i = 0; i < args.Length; i += 2)
{
    string value = i + 1 < args.Length ? args[i + 1] : "";
    bool known = args[i] switch
    {
        "--minutes" => double.TryParse(value, CultureInfo.InvariantCulture, out minutes) && minutes > 0,
        "--seed" => int.TryParse(value, CultureInfo.InvariantCulture, out seed),
        _ => false,
    };
    if (known) continue;
    Console.Error.WriteLine("usage: CardSwitch.Fuzz [--minutes N] [--seed S]");
    return 2;
}

var patience = TimeSpan.FromSeconds(5);
var limit = TimeSpan.FromMinutes(minutes);
var fuzzer = new MutationFuzzer(seed);
Exception? failure = null;
var clock = Stopwatch.StartNew();
var runner = new Thread(Run) { IsBackground = true, Name = "fuzzer" };
runner.Start();
for (long seen = -1; !runner.Join(patience);)
{
    Console.WriteLine($"{clock.Elapsed:hh\\:mm\\:ss}  seed {seed}: {fuzzer.Report}");
    if (fuzzer.Report.Inputs == seen)
    {
        Console.Error.WriteLine($"No end after {patience}: {fuzzer.Describe()}");
        return 1;
    }
    seen = fuzzer.Report.Inputs;
}
Console.WriteLine($"{clock.Elapsed:hh\\:mm\\:ss}  seed {seed}: {fuzzer.Report}");
if (failure is null) return 0;
Console.Error.WriteLine(failure);
return 1;

void Run()
{
    try
    {
        while (clock.Elapsed < limit) fuzzer.Step(isSlowAFailure: true);
    }
    catch (InvalidOperationException found)
    {
        failure = found;
    }
}
