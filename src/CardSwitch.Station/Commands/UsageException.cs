namespace CardSwitch.Station.Commands;

/// <summary>A command cannot run as asked; the message is one line that says what to do.</summary>
internal sealed class UsageException(string message) : Exception(message);
