using CardSwitch.Load;

var root = new LoadCommand().Build();
root.Subcommands.Add(IdleCommand.Build());
root.Subcommands.Add(ChildCommands.Bank());
root.Subcommands.Add(ChildCommands.Middle());
return root.Parse(args).Invoke();
