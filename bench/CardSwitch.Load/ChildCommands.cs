using System.CommandLine;
using CardSwitch.Load.Bank;
using CardSwitch.Load.Processes;
using CardSwitch.Load.Relays;

namespace CardSwitch.Load;

/// <summary>The hidden commands under which this executable starts itself.</summary>
internal static class ChildCommands
{
    public static Command Bank()
    {
        var command = new Command("bank", "The bank's process.") { Hidden = true };
        command.SetAction(_ =>
        {
            using var bank = new EchoBank();
            new Thread(bank.Run) { Name = "bank", IsBackground = true }.Start();
            ControlChannel.Serve(bank.Port);
            Environment.Exit(0); // the bank's thread still uses what `using` would dispose
        });
        return command;
    }

    public static Command Middle()
    {
        var kind = new Option<string>("--kind") { Required = true };
        var bank = new Option<int>("--bank") { Required = true };
        var command = new Command("middle", "The middle's process.") { kind, bank };
        command.Hidden = true;
        command.SetAction(arguments =>
        {
            IMiddle middle = MiddleKind.Named(arguments.GetValue(kind)!).Create!();
            ControlChannel.Serve(middle.Start(arguments.GetValue(bank)));
        });
        return command;
    }
}
