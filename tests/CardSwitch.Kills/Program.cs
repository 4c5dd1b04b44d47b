using CardSwitch.Kills;

return await KillCommand.Build().Parse(args).InvokeAsync();
