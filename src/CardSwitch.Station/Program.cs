using CardSwitch.Station;
using CardSwitch.Station.Commands;

return await CommandLine.RunAsync(args, Terminal.OfProcess());
