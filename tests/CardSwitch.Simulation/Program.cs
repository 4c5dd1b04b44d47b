using CardSwitch.Simulation;

var simulator = new Simulator();
ulong from = ulong.Parse(args[0]), to = ulong.Parse(args[1]);
int transactions = args.Length > 2 ? int.Parse(args[2]) : 2000;
long begun = System.Diagnostics.Stopwatch.GetTimestamp();
long failures = 0;
for (ulong seed = from; seed <= to; seed++)
{
    SimulationOutcome outcome = simulator.Run(seed, transactions, CardSwitch.Simulation.Planted.Plants.Find(int.Parse(Environment.GetEnvironmentVariable("PLANT") ?? "0")), trace: args.Contains("--trace") ? Console.WriteLine : null, only: args.Length > 4 ? int.Parse(args[4]) : -1);
    if (outcome.Failure is null && from == to) Console.WriteLine($"{seed}: {outcome.JournalHash:X16} {outcome.Steps} steps {outcome.VirtualNs / 1e9} s {outcome.Outcomes.Approved} {outcome.Outcomes.Declined} {outcome.Outcomes.Unavailable} {outcome.Outcomes.Reversed} {outcome.Outcomes.Abandoned}");
    if (outcome.Failure is not null) { if (args.Contains("--first")) { Console.WriteLine($"{seed}: {outcome.Failure}"); return; } if (failures++ < 20) Console.WriteLine($"{seed}: {outcome.Failure}"); }
}
double seconds = System.Diagnostics.Stopwatch.GetElapsedTime(begun).TotalSeconds;
Console.WriteLine($"{failures} failures, {(to - from + 1) * (ulong)transactions / seconds:F0} transactions/s");
