using CardSwitch.Simulation.Commands;

return SimulateCommand.Build().Parse(args).Invoke();
