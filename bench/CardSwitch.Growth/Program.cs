using CardSwitch.Growth;

return GrowCommand.Build().Parse(args).Invoke();
